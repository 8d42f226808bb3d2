package org.medalliance.referral.patient;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.crypto.Purpose;
import org.medalliance.platform.privacy.BlindIndex;
import org.medalliance.platform.privacy.PersonKeys;
import org.medalliance.platform.privacy.SealedTable;
import org.medalliance.platform.privacy.SealedTable.Index;
import org.medalliance.referral.patient.Patient.IdentityKind;
import org.medalliance.referral.patient.Patient.Personal;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The hashes by which sealed patients are found. */
@Component
class PatientIndexes {

    static final String IDENTITY = "identity_index";
    static final String PHONE = "phone_index";
    static final String NAME = "name_index";
    static final String PREFIXES = "name_prefixes";
    static final String PERSON = "person";

    /** For contexts alone. */
    static final SealedTable TABLE = new SealedTable("patient", "personal");

    private final BlindIndex index;
    private final PersonKeys persons;

    PatientIndexes(BlindIndex index, PersonKeys persons) {
        this.index = index;
        this.persons = persons;
    }

    /** What stands sealed: the kind of the document beside what was told, so that all hashes can be made of it. */
    record Sealed(IdentityKind identityKind, Personal personal) {

        @Nullable
        String identity() {
            return personal.number() == null ? null : identity(identityKind, personal.number());
        }

        static String identity(IdentityKind kind, String number) {
            return kind.name() + ":" + number.toUpperCase(Locale.ROOT);
        }
    }

    Map<String, Object> of(String alliance, Sealed sealed) {
        var hashes = new HashMap<String, Object>();
        var personal = sealed.personal();
        var identity = sealed.identity();
        if (identity != null) {
            hashes.put(IDENTITY, index.hash(alliance, IDENTITY, identity));
            hashes.put(PERSON, persons.of(alliance, identity));
        }
        if (personal.phone() != null) {
            hashes.put(PHONE, index.hash(alliance, PHONE, BlindIndex.normalPhone(personal.phone())));
        }
        hashes.put(NAME, index.hash(alliance, NAME, BlindIndex.normal(personal.name())));
        hashes.put(PREFIXES, index.prefixes(alliance, NAME, personal.name()));
        return hashes;
    }

    /** To look for, under every key. */
    List<String> identities(String alliance, String identity) {
        return index.hashes(alliance, IDENTITY, identity);
    }

    List<String> phones(String alliance, String phone) {
        return index.hashes(alliance, PHONE, BlindIndex.normalPhone(phone));
    }

    List<String> names(String alliance, String name) {
        return index.hashes(alliance, NAME, BlindIndex.normal(name));
    }

    List<String> prefixes(String alliance, String prefix) {
        return index.prefixHashes(alliance, NAME, prefix);
    }

    /** Every key under which the person's records may stand. */
    List<String> persons(String alliance, String identity) {
        return persons.all(alliance, identity);
    }

    @Bean
    SealedTable sealedPatients(JsonMapper json) {
        return new SealedTable(
                TABLE.name(),
                TABLE.column(),
                List.of(
                        Index.of(IDENTITY, Purpose.INDEX),
                        Index.of(PHONE, Purpose.INDEX),
                        Index.of(NAME, Purpose.INDEX),
                        Index.ofMany(PREFIXES, Purpose.INDEX),
                        Index.of(PERSON, Purpose.PERSON)),
                (alliance, clear) -> of(alliance, json.readValue(clear, Sealed.class)));
    }
}
