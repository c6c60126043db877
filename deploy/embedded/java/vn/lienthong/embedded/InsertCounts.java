package vn.lienthong.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** Corrects {@code n} of an insert's reply: the engine counts the documents it refused as inserted. */
final class InsertCounts {
    private InsertCounts() {}

    static void correct(Document command, Document reply) {
        if (command.containsKey("insert") && reply.get("writeErrors") instanceof List<?> errors) {
            reply.put("n", inserted(command, errors));
        }
    }

    private static int inserted(Document command, List<?> errors) {
        if (!Boolean.FALSE.equals(command.get("ordered"))) {
            return ((Number) ((Document) errors.get(0)).get("index")).intValue();
        }
        return ((List<?>) command.get("documents")).size() - errors.size();
    }
}
