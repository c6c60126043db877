package vn.lienthong.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.backend.h2.SupersetUniqueIndex;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A backend whose replies are durable: whatever a client was told, written or read, is on disk before the reply leaves.
 *
 * <p>Messages run under the read lock and commits under the write lock, so a commit never cuts a message in half: a
 * document without its index entry, seen after kill -9, would be neither found nor insertable again. Threads that wait
 * together for the write lock share one commit, because committing without changes does nothing.
 */
final class DurableBackend extends H2Backend {
    private static final Set<String> READS = Set.of("find", "getMore", "count", "distinct", "ping", "isMaster");

    /** The engine opens a database or its indexes anew for these, which must not meet a half-written document. */
    private static final Set<String> ALONE =
            Set.of("listDatabases", "dropDatabase", "drop", "createIndexes", "dropIndexes", "renameCollection");

    private final ReadWriteLock boundary = new ReentrantReadWriteLock();

    DurableBackend(MVStore store) {
        super(store);
        version(new ReportedVersion());
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        try {
            return isRead(message) ? super.handleMessage(message) : handleWhole(message);
        } finally {
            commitBetweenMessages();
        }
    }

    /** Reads need no boundary, and a long scan must not hold up the commits of other databases. */
    private static boolean isRead(MongoMessage message) {
        return READS.contains(command(message));
    }

    private static String command(MongoMessage message) {
        return message.getDocument().keySet().iterator().next();
    }

    private Document handleWhole(MongoMessage message) {
        Lock lock = ALONE.contains(command(message)) ? boundary.writeLock() : boundary.readLock();
        lock.lock();
        try {
            PartialIndexes.translate(message.getDocument());
            Document reply = super.handleMessage(message);
            InsertCounts.correct(message.getDocument(), reply);
            return reply;
        } finally {
            lock.unlock();
        }
    }

    private void commitBetweenMessages() {
        boundary.writeLock().lock();
        try {
            commit();
        } finally {
            boundary.writeLock().unlock();
        }
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new IndexedDatabase(databaseName, getCursorRegistry());
    }

    /** Not static: its super constructor opens indexes, when only the reference to the backend is set. */
    private final class IndexedDatabase extends H2Database {
        IndexedDatabase(String databaseName, CursorRegistry cursors) {
            super(databaseName, getMvStore(), cursors);
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String collectionName, CollectionOptions options) {
            // The names of the engine, which opens the same maps elsewhere; the first to open one decides how values
            // are stored.
            String fullName = getFullCollectionNamespace(collectionName);
            MVMap<Object, Document> documents = getMvStore()
                    .openMap("databases." + fullName, new MVMap.Builder<Object, Document>().valueType(new DocumentType()));
            MVMap<String, Object> properties = getMvStore().openMap("meta." + fullName);
            return new DirectUpdates(this, collectionName, options, documents, properties, cursorRegistry);
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(
                String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
            String mapName = getFullCollectionNamespace(collectionName) + "._index_" + indexName;
            MVMap<KeyValue, Object> map =
                    getMvStore().openMap(mapName, new MVMap.Builder<KeyValue, Object>().keyType(new KeyValueType()));
            return new SupersetUniqueIndex(map, indexName, keys, sparse);
        }
    }
}
