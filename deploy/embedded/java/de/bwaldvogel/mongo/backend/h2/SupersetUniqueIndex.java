package de.bwaldvogel.mongo.backend.h2;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;

/**
 * A unique index that also serves queries with more conditions than its keys. The stock index wants exactly its keys,
 * so {@code {_id: x, seq: {$lt: 7}}}, the guard of every idempotent update, would scan the collection. The collection
 * matches each document found here against the whole query again, hence a superset is safe.
 *
 * <p>It lives in the engine's package because the constructor it extends is package-private.
 */
public final class SupersetUniqueIndex extends H2UniqueIndex {
    public SupersetUniqueIndex(MVMap<KeyValue, Object> map, String name, List<IndexKey> keys, boolean sparse) {
        super(map, name, keys, sparse);
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return query.keySet().containsAll(keySet()) && super.canHandle(onlyKeys(query));
    }

    private Document onlyKeys(Document query) {
        Document keysOnly = new Document();
        for (String key : keys()) {
            keysOnly.put(key, query.get(key));
        }
        return keysOnly;
    }
}
