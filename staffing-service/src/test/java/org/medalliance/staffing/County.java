package org.medalliance.staffing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.medalliance.platform.testing.TestIdentityProvider.Person;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An alliance of its own for a test: two hospitals, two clinics, four doctors; and its directory, to be bent. */
public record County(String alliance, ObjectNode directory) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger NEXT = new AtomicInteger();

    public static County create() {
        try (var file = new ClassPathResource("directory/county.json").getInputStream()) {
            return new County("county-" + NEXT.incrementAndGet(), (ObjectNode) JSON.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With its directory imported. */
    public static County imported(Api api) {
        var county = create();
        var reply = api.post(county.manager(), "/directory/import", county.directory());
        if (reply.status() != 200) {
            throw new IllegalStateException("The county's directory was refused: " + reply);
        }
        return county;
    }

    public ArrayNode list(String name) {
        return (ArrayNode) directory.get(name);
    }

    public ObjectNode row(String list, int index) {
        return (ObjectNode) list(list).get(index);
    }

    public Person manager() {
        return Person.of(alliance, "lead", null, "staffing-manager");
    }

    public Person tcmManager() {
        return manager().at("tcm");
    }

    public Person admin() {
        return Person.of(alliance, "lead", null, "alliance-admin");
    }

    public Person heart() {
        return Person.of(alliance, "lead", "heart", "specialist");
    }

    public Person nerve() {
        return Person.of(alliance, "lead", "nerve", "specialist");
    }

    public Person herbs() {
        return Person.of(alliance, "tcm", "herbs", "specialist");
    }

    public Person north() {
        return Person.of(alliance, "north", "general", "clinic-doctor");
    }

    public Person south() {
        return Person.of(alliance, "south", null, "clinic-doctor");
    }
}
