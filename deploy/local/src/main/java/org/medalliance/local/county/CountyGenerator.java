package org.medalliance.local.county;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the demo county's files under deploy/demo. They are checked in; run this after a change of the county or of
 * the realm, from the repository's root:
 *
 * <pre>java -cp deploy/local/target/classes org.medalliance.local.county.CountyGenerator .</pre>
 */
public final class CountyGenerator {

    private static final String REALM = "deploy/keycloak/alliance-realm.json";

    private CountyGenerator() {}

    public static void main(String... arguments) throws IOException {
        Path root = Path.of(arguments.length > 0 ? arguments[0] : ".");
        if (!Files.exists(root.resolve(REALM))) {
            System.err.println("No " + REALM + " under " + root.toAbsolutePath()
                    + ": give the repository's root as the only argument.");
            System.exit(2);
        }
        for (Map.Entry<String, String> file : files(root).entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue());
            System.out.println("wrote " + file.getKey());
        }
    }

    /** Every generated file by its path from the repository's root. */
    static Map<String, String> files(Path root) throws IOException {
        County county = County.draw(County.SEED);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("deploy/demo/directory.json", Json.write(directory(county)));
        files.put("deploy/demo/schedules.json", Json.write(Map.of("schedules", county.consultHours())));
        files.put("deploy/demo/patients.json", Json.write(Map.of("patients", county.patients())));
        files.put(
                "deploy/demo/keycloak/alliance-realm.json",
                DemoRealm.of(Files.readString(root.resolve(REALM)), county.accounts()));
        return files;
    }

    private static Map<String, Object> directory(County county) {
        Map<String, Object> directory = new LinkedHashMap<>();
        directory.put("institutions", county.institutions());
        directory.put("practitioners", county.staff().all());
        directory.put("rosters", county.duties());
        return directory;
    }
}
