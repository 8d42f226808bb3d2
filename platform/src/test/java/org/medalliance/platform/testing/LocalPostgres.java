package org.medalliance.platform.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.medalliance.local.engine.ServiceDatabase;

/** One PostgreSQL per test JVM; each service's database is made when it is first asked for. */
public final class LocalPostgres {

    private static final Map<String, ServiceDatabase> DATABASES = new ConcurrentHashMap<>();

    private LocalPostgres() {}

    public static TestPostgres get() {
        return Holder.ENGINE;
    }

    public static ServiceDatabase database(String name) {
        return DATABASES.computeIfAbsent(name, get()::createServiceDatabase);
    }

    private static final class Holder {
        private static final TestPostgres ENGINE =
                Containers.areWanted() ? Containers.postgres() : TestPostgres.process();
    }
}
