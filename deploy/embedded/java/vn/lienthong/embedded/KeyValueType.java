package vn.lienthong.embedded;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.Collection;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Stores and orders index keys by value. H2's default compares two keys by serialising both, at every step of every
 * binary search.
 */
final class KeyValueType extends BasicDataType<KeyValue> {
    private static final ValueComparator VALUES = ValueComparator.ascWithoutListHandling();
    private static final String FIELD = "k";
    private final DocumentType documents = new DocumentType();

    @Override
    public int compare(KeyValue left, KeyValue right) {
        for (int position = 0; position < Math.min(left.size(), right.size()); position++) {
            int order = VALUES.compare(left.get(position), right.get(position));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    @Override
    public int getMemory(KeyValue key) {
        return documents.getMemory(asDocument(key));
    }

    @Override
    public void write(WriteBuffer target, KeyValue key) {
        documents.write(target, asDocument(key));
    }

    @Override
    public KeyValue read(ByteBuffer source) {
        return new KeyValue((Collection<?>) documents.read(source).get(FIELD));
    }

    @Override
    public KeyValue[] createStorage(int size) {
        return new KeyValue[size];
    }

    private static Document asDocument(KeyValue key) {
        return new Document(FIELD, key.stream().map(value -> value instanceof Missing ? null : value).toList());
    }
}
