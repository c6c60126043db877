package vn.lienthong.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Stores documents as BSON. H2's default is Java serialisation, which makes a page of documents, rewritten at every
 * commit, several times larger and slower.
 */
final class DocumentType extends BasicDataType<Document> {
    private static final ThreadLocal<PlainBson> PLAIN = ThreadLocal.withInitial(PlainBson::new);
    private static final int DOCUMENT_BYTES = 120;
    private static final int ENTRY_BYTES = 56;
    private static final int VALUE_BYTES = 24;

    /** Roughly what it takes on the heap, by a look and without encoding: it only steers when pages split and caches evict. */
    @Override
    public int getMemory(Document document) {
        int bytes = DOCUMENT_BYTES;
        for (Map.Entry<String, Object> entry : document.entrySet()) {
            bytes += ENTRY_BYTES + entry.getKey().length() + weight(entry.getValue());
        }
        return bytes;
    }

    private int weight(Object value) {
        if (value instanceof Document document) {
            return getMemory(document);
        }
        if (value instanceof String text) {
            return VALUE_BYTES + text.length();
        }
        if (value instanceof Collection<?> many) {
            return VALUE_BYTES + many.stream().mapToInt(this::weight).sum();
        }
        return value instanceof byte[] bytes ? VALUE_BYTES + bytes.length : VALUE_BYTES;
    }

    @Override
    public void write(WriteBuffer target, Document document) {
        PlainBson plain = PLAIN.get();
        if (plain.write(document)) {
            target.put(plain.bytes(), 0, plain.size());
        } else {
            ByteBuf bson = encode(document);
            target.put(bson.array(), bson.readerIndex(), bson.readableBytes());
        }
    }

    @Override
    public Document read(ByteBuffer source) {
        ByteBuf bson = Unpooled.wrappedBuffer(source.slice());
        Document document = BsonDecoder.decodeBson(bson);
        source.position(source.position() + bson.readerIndex());
        return document;
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }

    private static ByteBuf encode(Document document) {
        ByteBuf bson = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bson);
        return bson;
    }
}
