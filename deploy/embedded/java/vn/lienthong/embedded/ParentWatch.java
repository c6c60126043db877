package vn.lienthong.embedded;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this JVM when its parent dies. The parent holds the other end of our standard input and never writes, so end of
 * file means that the parent is gone, even when it was killed with SIGKILL and could not clean up.
 */
final class ParentWatch {
    private ParentWatch() {}

    static void start() {
        Thread watcher = new Thread(ParentWatch::exitAtEndOfInput, "parent-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void exitAtEndOfInput() {
        InputStream input = System.in;
        try {
            while (input.read() >= 0) {
                // only the end of the stream matters
            }
        } catch (IOException broken) {
            // a broken pipe means the same as its end
        }
        System.exit(0);
    }
}
