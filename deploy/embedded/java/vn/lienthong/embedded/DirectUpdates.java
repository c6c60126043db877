package vn.lienthong.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.MVMap;

/**
 * A collection that applies {@code $inc} and {@code $set} itself, to one document by its id. The engine compiles and
 * matches two regular expressions for every part of every path, twice, and copies and encodes the whole document three
 * times.
 *
 * <p>Whatever is not plain (arrays and positions, other operators, a value that is no integer, a collection with
 * further indexes) is left to the engine.
 */
final class DirectUpdates extends DirectReads {
    private static final Set<String> PLAIN = Set.of(Draft.INCREMENT, Draft.SET);
    private static final Set<String> COMPARISONS = Set.of("$exists", "$lt", "$lte", "$gt", "$gte", "$ne");

    DirectUpdates(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> properties,
            CursorRegistry cursors) {
        super(database, name, options, documents, properties, cursors);
    }

    @Override
    public synchronized Document updateDocuments(
            Document query, Document update, ArrayFilters filters, boolean multi, boolean upsert, Oplog oplog) {
        Document reply = !multi && isPlain(query, update) ? applied(query, update, upsert) : null;
        return reply == null ? super.updateDocuments(query, update, filters, multi, upsert, oplog) : reply;
    }

    private boolean isPlain(Document query, Document update) {
        return query.get(ID) instanceof String
                && ID.equals(getIdField())
                && getIndexes().size() == 1
                && !update.isEmpty()
                && PLAIN.containsAll(update.keySet())
                && update.values().stream().allMatch(changes -> changes instanceof Document);
    }

    /** The reply to the update; null when nothing was done, since the engine has to judge. */
    private Document applied(Document query, Document update, boolean upsert) {
        Object id = query.get(ID);
        Document old = getDocument(id);
        if (old == null) {
            return upsert && saysNothingElse(query) ? inserted(id, update) : null;
        }
        if (!documentMatchesQuery(old, query)) {
            return null;
        }
        Draft draft = new Draft(old.clone());
        if (!draft.take(update)) {
            return null;
        }
        if (draft.isChanged()) {
            handleUpdate(id, old, draft.whole());
        }
        return new Document("n", 1).append("nModified", draft.isChanged() ? 1 : 0);
    }

    private Document inserted(Object id, Document update) {
        Draft draft = new Draft(new Document(ID, id));
        if (!draft.take(update)) {
            return null;
        }
        addDocument(draft.whole());
        return new Document("upserted", id).append("n", 0).append("nModified", 0);
    }

    /** Whether a document that is made for the query has nothing but its id from it: all else only compares. */
    private static boolean saysNothingElse(Document query) {
        return query.entrySet().stream().allMatch(each -> each.getKey().equals(ID) || isComparison(each));
    }

    private static boolean isComparison(Map.Entry<String, Object> condition) {
        return !condition.getKey().startsWith("$")
                && condition.getValue() instanceof Document operators
                && COMPARISONS.containsAll(operators.keySet());
    }
}
