package vn.lienthong.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.h2.mvstore.MVMap;

/**
 * A collection that finds documents by their ids itself. The engine looks each of a thousand ids up, and then compares
 * each document that it found with all thousand of them: a third of its time where many are read at once.
 *
 * <p>It keeps every document under its id, so no index is needed. The rest of the query is left to the engine, as are
 * ids that are no texts.
 */
class DirectReads extends H2Collection {
    static final String ID = "_id";
    private static final String IN = "$in";
    private static final String NATURAL = "$natural";

    DirectReads(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Object, Document> documents,
            MVMap<String, Object> properties,
            CursorRegistry cursors) {
        super(database, name, options, documents, properties, cursors);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query, Document order, int skip, int limit, int batchSize, Document fields) {
        List<?> ids = isInNaturalOrder(order) || !ID.equals(getIdField()) ? null : ids(query.get(ID));
        if (ids == null) {
            return super.queryDocuments(query, order, skip, limit, batchSize, fields);
        }
        Document rest = query.clone();
        rest.remove(ID);
        var found = ids.stream().distinct().map(this::getDocument).filter(Objects::nonNull);
        return matchDocumentsFromStream(found, rest, order, skip, limit, batchSize, fields);
    }

    /** How much all documents take together is asked by nobody, and to know it each would be encoded once more. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    private static boolean isInNaturalOrder(Document order) {
        return order != null && order.containsKey(NATURAL);
    }

    /** The ids that are sought; null when the engine has to judge. */
    private static List<?> ids(Object sought) {
        if (sought instanceof String) {
            return List.of(sought);
        }
        if (sought instanceof Document condition
                && condition.size() == 1
                && condition.get(IN) instanceof Collection<?> many
                && many.stream().allMatch(String.class::isInstance)) {
            return List.copyOf(many);
        }
        return null;
    }
}
