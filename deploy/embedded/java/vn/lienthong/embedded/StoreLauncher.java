package vn.lienthong.embedded;

import de.bwaldvogel.mongo.MongoServer;
import org.h2.mvstore.MVStore;

/** Serves one H2 file over the MongoDB wire protocol on loopback: {@code StoreLauncher file port cache-megabytes}. */
public final class StoreLauncher {
    /** Every commit rewrites the touched pages; small ones cost less (measured: 17 kB a commit, 27 with H2's 48). */
    private static final int KEYS_PER_PAGE = 16;

    /** Replaced pages stay this long for running scans, then their space is used again; it bounds the file's size. */
    private static final int RETENTION_MILLISECONDS = 10_000;

    private StoreLauncher() {}

    public static void main(String[] args) {
        ParentWatch.start();
        MongoServer server = new MongoServer(new DurableBackend(open(args[0], Integer.parseInt(args[2]))));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow, "store-shutdown"));
        try {
            server.bind("127.0.0.1", Integer.parseInt(args[1]));
        } catch (Exception taken) {
            // Netty throws the checked BindException undeclared, and its threads would keep the process alive; the
            // end of the process tells the parent to try another port.
            taken.printStackTrace();
            System.exit(1);
        }
    }

    /** No commits by timer or buffer size: only {@link DurableBackend} knows where a message ends. */
    private static MVStore open(String file, int cacheMegabytes) {
        MVStore store = new MVStore.Builder()
                .fileName(file)
                .cacheSize(cacheMegabytes)
                .keysPerPage(KEYS_PER_PAGE)
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .open();
        store.setRetentionTime(RETENTION_MILLISECONDS);
        return store;
    }
}
