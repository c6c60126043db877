package vn.lienthong.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;

/**
 * Writes documents of texts, whole numbers, truths, nulls, lists and documents as BSON, into bytes that are used again.
 * The engine's encoder writes byte by byte into a buffer that grows from 256 bytes; half of a commit was spent in it.
 */
final class PlainBson {
    private static final int FIRST_BYTES = 16 * 1024;
    private static final int KEPT_BYTES = 1024 * 1024;
    private static final byte TEXT = 0x02;
    private static final byte DOCUMENT = 0x03;
    private static final byte LIST = 0x04;
    private static final byte TRUTH = 0x08;
    private static final byte NULL = 0x0A;
    private static final byte INT32 = 0x10;
    private static final byte INT64 = 0x12;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Whether the document is plain; its bytes are then the first {@code size} ones. */
    boolean write(Document document) {
        size = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
        return putDocument(document);
    }

    private boolean putDocument(Document document) {
        int start = begin();
        for (Map.Entry<String, Object> entry : document.entrySet()) {
            if (!putEntry(entry.getKey(), entry.getValue())) {
                return false;
            }
        }
        end(start);
        return true;
    }

    private boolean putList(Collection<?> values) {
        int start = begin();
        int index = 0;
        for (Object value : values) {
            if (!putEntry(Integer.toString(index++), value)) {
                return false;
            }
        }
        end(start);
        return true;
    }

    private boolean putEntry(String name, Object value) {
        int kind = size;
        put((byte) 0);
        if (!putName(name)) {
            return false;
        }
        byte type = putValue(value);
        bytes[kind] = type;
        return type != 0;
    }

    /** The type of the value that was written; 0 when it is not plain. */
    private byte putValue(Object value) {
        if (value instanceof Integer number) {
            putInt(number);
            return INT32;
        }
        if (value instanceof String text) {
            putText(text);
            return TEXT;
        }
        if (value instanceof Document document) {
            return putDocument(document) ? DOCUMENT : 0;
        }
        if (value instanceof Long number) {
            putInt((int) (long) number);
            putInt((int) (number >>> Integer.SIZE));
            return INT64;
        }
        if (value instanceof Collection<?> values) {
            return putList(values) ? LIST : 0;
        }
        if (value instanceof Boolean truth) {
            put((byte) (truth ? 1 : 0));
            return TRUTH;
        }
        return value == null ? NULL : 0;
    }

    private int begin() {
        putInt(0);
        return size - Integer.BYTES;
    }

    private void end(int start) {
        put((byte) 0);
        putIntAt(start, size - start);
    }

    /** A name has no zero, which ends it. */
    private boolean putName(String name) {
        if (name.indexOf('\0') >= 0) {
            return false;
        }
        putCharacters(name);
        put((byte) 0);
        return true;
    }

    private void putText(String text) {
        int start = begin();
        putCharacters(text);
        put((byte) 0);
        putIntAt(start, size - start - Integer.BYTES);
    }

    @SuppressWarnings("deprecation") // the fastest way to copy ASCII, of which nearly all texts are
    private void putCharacters(String text) {
        int length = text.length();
        reserve(length);
        text.getBytes(0, length, bytes, size);
        if (isAscii(text, length)) {
            size += length;
            return;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        reserve(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
    }

    private static boolean isAscii(String text, int length) {
        for (int at = 0; at < length; at++) {
            if (text.charAt(at) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private void put(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    private void putInt(int value) {
        reserve(Integer.BYTES);
        size += Integer.BYTES;
        putIntAt(size - Integer.BYTES, value);
    }

    private void putIntAt(int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >>> 8);
        bytes[at + 2] = (byte) (value >>> 16);
        bytes[at + 3] = (byte) (value >>> 24);
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
