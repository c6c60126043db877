package vn.lienthong.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;

/**
 * Starts one Kafka broker: {@code KafkaLauncher server.properties log-directory cluster-id}. Formatting happens in the
 * same JVM as serving, which saves a second JVM start.
 */
public final class KafkaLauncher {
    private KafkaLauncher() {}

    public static void main(String[] args) {
        ParentWatch.start();
        Path properties = Path.of(args[0]);
        Path logs = Path.of(args[1]);
        if (!Files.exists(logs.resolve("meta.properties"))) {
            format(properties, args[2]);
        }
        Kafka.main(new String[] {properties.toString()});
    }

    private static void format(Path properties, String clusterId) {
        String[] arguments = {
            "format", "--ignore-formatted", "--cluster-id", clusterId, "--config", properties.toString()
        };
        int code = StorageTool.execute(arguments, System.out);
        if (code != 0) {
            System.exit(code);
        }
    }
}
