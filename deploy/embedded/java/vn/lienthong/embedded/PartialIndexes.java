package vn.lienthong.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Collection;

/**
 * The engine ignores {@code partialFilterExpression}, which would silently turn a unique partial index into a full one.
 * The one form it can express, "where the key exists", becomes a sparse index; every other one is refused aloud.
 */
final class PartialIndexes {
    private static final int CANNOT_CREATE_INDEX = 67;

    private PartialIndexes() {}

    static void translate(Document command) {
        if (command.containsKey("createIndexes") && command.get("indexes") instanceof Collection<?> descriptions) {
            for (Object description : descriptions) {
                translateOne((Document) description);
            }
        }
    }

    private static void translateOne(Document description) {
        if (!Boolean.TRUE.equals(description.get("unique")) || !description.containsKey("partialFilterExpression")) {
            return;
        }
        Document key = (Document) description.get("key");
        Document filter = (Document) description.get("partialFilterExpression");
        if (!isExistenceOfOnlyKey(key, filter)) {
            throw new MongoServerError(
                    CANNOT_CREATE_INDEX,
                    "CannotCreateIndex",
                    "the embedded store knows unique partial indexes of one key only, with {key: {$exists: true}}");
        }
        description.put("sparse", true);
    }

    private static boolean isExistenceOfOnlyKey(Document key, Document filter) {
        String only = key.keySet().iterator().next();
        return key.size() == 1
                && filter.keySet().equals(key.keySet())
                && new Document("$exists", true).equals(filter.get(only));
    }
}
