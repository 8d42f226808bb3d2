package org.medalliance.referral.diagnosis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.medalliance.platform.access.AllianceDatabase;
import org.medalliance.platform.access.Remembered;
import org.medalliance.platform.access.Scope;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An alliance's catalogue of diagnoses. */
@Repository
public class Diagnoses {

    private static final String PUT = """
            insert into diagnosis (alliance_id, code, name, pinyin_initials, specialty)
            select :alliance, code, name, pinyin, nullif(specialty, '')
              from unnest(:codes, :names, :pinyins, :specialties) as given (code, name, pinyin, specialty)
            on conflict (alliance_id, code) do update
               set name = excluded.name, pinyin_initials = excluded.pinyin_initials, specialty = excluded.specialty
            """;

    private static final String FIND =
            "select code, name, pinyin_initials, specialty from diagnosis where alliance_id = :alliance and code = any (:codes)";

    /** What begins with it comes before what it is a part of; within each the codes are in order. */
    private static final String SEARCH = """
            select code, name, pinyin_initials, specialty from diagnosis
             where alliance_id = :alliance
               and (replace(code, '.', '') ilike :code or pinyin_initials like :initials or name like :inside
                    or left(code, 3) = any (:categories))
             order by not (replace(code, '.', '') ilike :code or pinyin_initials like lower(:prefix)
                           or name like :prefix or left(code, 3) = any (:categories)),
                      code
             limit 20
            """;

    /** One letter is found at the start of the initials only: it is somewhere in most. */
    private static final int INSIDE_FROM = 2;

    private static final Duration KEPT = Duration.ofSeconds(10);

    private final AllianceDatabase database;
    private final Remembered<List<CatalogueEntry>> kept = new Remembered<>(KEPT);

    private final CommonNames commonNames;

    Diagnoses(AllianceDatabase database, CommonNames commonNames) {
        this.database = database;
        this.commonNames = commonNames;
    }

    /**
     * @param code ICD-10
     * @param pinyinInitials of the Chinese name, lower case
     * @param specialty that usually treats it, null where none does
     */
    public record CatalogueEntry(
            String code,
            String name,
            String pinyinInitials,
            @Nullable String specialty) {}

    Mono<Long> put(Scope scope, List<CatalogueEntry> diagnoses) {
        return database.sql(scope, PUT)
                .bind("codes", column(diagnoses, CatalogueEntry::code))
                .bind("names", column(diagnoses, CatalogueEntry::name))
                .bind("pinyins", column(diagnoses, CatalogueEntry::pinyinInitials))
                .bind("specialties", column(diagnoses, it -> it.specialty() == null ? "" : it.specialty()))
                .fetch()
                .rowsUpdated()
                .delayUntil(_ -> kept.forget(scope));
    }

    /** Those of the codes that are known, in no order; as they were ten seconds ago at most. */
    public Mono<List<CatalogueEntry>> find(Scope scope, List<String> codes) {
        return kept.get(
                scope,
                String.join(" ", codes),
                database.sql(scope, FIND)
                        .bind("codes", codes.toArray(String[]::new))
                        .mapProperties(CatalogueEntry.class)
                        .all()
                        .collectList());
    }

    /**
     * By the start of the code, with its point or without, by pinyin initials, by a part of the name, or by what people
     * call it: the first twenty.
     */
    Flux<CatalogueEntry> search(Scope scope, String text) {
        var wanted = text.strip();
        var literal = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        var initials = literal.toLowerCase(Locale.ROOT) + "%";
        return database.sql(scope, SEARCH)
                .bind("code", literal.replace(".", "") + "%")
                .bind("initials", wanted.length() < INSIDE_FROM ? initials : "%" + initials)
                .bind("prefix", literal + "%")
                .bind("inside", "%" + literal + "%")
                .bind("categories", commonNames.categories(wanted).toArray(String[]::new))
                .mapProperties(CatalogueEntry.class)
                .all();
    }

    private static String[] column(List<CatalogueEntry> rows, Function<CatalogueEntry, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
