package vn.lienthong.embedded;

import de.bwaldvogel.mongo.MongoVersion;
import java.util.List;

/** The version told to clients: the engine's own constants stop at wire version 8, which current drivers refuse. */
final class ReportedVersion implements MongoVersion {
    @Override
    public List<Integer> getVersionArray() {
        return List.of(5, 0, 0);
    }

    @Override
    public int getWireVersion() {
        return 13;
    }
}
