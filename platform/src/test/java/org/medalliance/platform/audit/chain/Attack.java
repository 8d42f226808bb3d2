package org.medalliance.platform.audit.chain;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.medalliance.platform.audit.verify.Finding;
import org.medalliance.platform.audit.verify.Finding.What;

/** What somebody with the superuser's password might do to a trail, and where it must be found. */
final class Attack {

    private static final String[] EDITS = {
        "subject = subject || 'x'",
        "alliance_id = alliance_id || 'x'",
        "at = at + interval '1 microsecond'",
        "institution = 'elsewhere'",
        "practitioner = case when practitioner is null then '' end",
        "roles = roles[2:2]",
        "roles = array[roles[2], roles[1]]",
        "action = 'listReferrals'",
        "case_type = null",
        "case_ids = case_ids || gen_random_uuid()",
        "case_ids = '{}'",
        "basis = 'BREAK_GLASS'",
        "purpose = 'QUALITY'",
        "request_id = null",
        "outcome = case outcome when 'DONE' then 'REFUSED' else 'DONE' end,"
                + " refusal = case outcome when 'DONE' then 'unknown' end"
    };

    private static final String SWAP_CONTENT = """
            update audit_entry e set (alliance_id, at, subject, practitioner, institution, roles, action, case_type,
                                      case_ids, basis, purpose, request_id, outcome, refusal)
                 = (select o.alliance_id, o.at, o.subject, o.practitioner, o.institution, o.roles, o.action, o.case_type,
                           o.case_ids, o.basis, o.purpose, o.request_id, o.outcome, o.refusal
                      from audit_entry o where o.id = %1$d + %2$d - e.id)
             where e.id in (%1$d, %2$d)
            """;

    private final Connection connection;
    private final Random random;
    private final List<Seal> seals;
    private final Chain chain = new Chain();

    Attack(Connection connection, Random random, List<Seal> seals) {
        this.connection = connection;
        this.random = random;
        this.seals = seals;
    }

    /** @param batch null when it is found in no batch; @param entry null when it is not found by an entry */
    record Expected(String deed, List<What> what, Long batch, Long entry) {
        boolean isFoundBy(Finding first) {
            return what.contains(first.what())
                    && java.util.Objects.equals(batch, first.batch())
                    && (entry == null || entry.equals(first.entry()));
        }
    }

    private record Place(Seal seal, int at) {
        long entry() {
            return seal.entryIds()[at];
        }
    }

    Expected strike() throws SQLException {
        return switch (random.nextInt(15)) {
            case 0, 1 -> edit();
            case 2 -> delete();
            case 3 -> swap("swap of what two entries say", SWAP_CONTENT);
            case 4 -> swapIds();
            case 5 -> truncate(true);
            case 6 -> truncate(false);
            case 7 -> dropSeal();
            case 8 -> bendSeal();
            case 9 -> swapSeals();
            case 10 -> editAndSealAnew(false);
            case 11 -> editAndSealAnew(true);
            case 12 -> deleteAndSealAnew();
            case 13 -> slipIn();
            default -> cutAndForgeTail();
        };
    }

    private Expected edit() throws SQLException {
        var place = anyPlace();
        var edit = EDITS[random.nextInt(EDITS.length)];
        run("update audit_entry set %s where id = %d".formatted(edit, place.entry()));
        return new Expected("edit: " + edit, List.of(What.EDITED), place.seal().number(), place.entry());
    }

    private Expected delete() throws SQLException {
        var place = anyPlace();
        run("delete from audit_entry where id = " + place.entry());
        return new Expected("deletion", List.of(What.MISSING), place.seal().number(), place.entry());
    }

    private Expected swap(String deed, String statement) throws SQLException {
        var one = anyPlace();
        var other = anyPlaceBut(one);
        run(statement.formatted(one.entry(), other.entry()));
        var first = one.entry() < other.entry() ? one : other;
        return new Expected(deed, List.of(What.EDITED), first.seal().number(), first.entry());
    }

    private Expected swapIds() throws SQLException {
        var one = anyPlace();
        var other = anyPlaceBut(one);
        run(
                "update audit_entry set id = -1 where id = " + one.entry(),
                "update audit_entry set id = %d where id = %d".formatted(one.entry(), other.entry()),
                "update audit_entry set id = %d where id = -1".formatted(other.entry()));
        var first = one.entry() < other.entry() ? one : other;
        return new Expected(
                "swap of two entries' ids", List.of(What.EDITED), first.seal().number(), first.entry());
    }

    private Expected truncate(boolean sealsToo) throws SQLException {
        var kept = random.nextInt(seals.size());
        var cut = seals.get(kept);
        run("delete from audit_entry where id >= " + cut.entryIds()[0]);
        if (sealsToo) {
            run("delete from audit_seal where number >= " + cut.number());
            return new Expected("tail cut off after batch " + kept, List.of(What.TAIL_MISSING), cut.number(), null);
        }
        return new Expected("newest entries deleted", List.of(What.MISSING), cut.number(), cut.entryIds()[0]);
    }

    private Expected dropSeal() throws SQLException {
        var seal = seals.get(random.nextInt(seals.size() - 1));
        run("delete from audit_seal where number = " + seal.number());
        if (random.nextBoolean()) {
            run("delete from audit_entry where id = any ('%s')".formatted(array(seal.entryIds())));
        }
        return new Expected("a batch deleted", List.of(What.MISSING), seal.number(), null);
    }

    private Expected bendSeal() throws SQLException {
        var seal = anySeal();
        var bend =
                switch (random.nextInt(5)) {
                    case 0 -> "entry_ids = entry_ids[2:] || entry_ids[1]";
                    case 1 -> "row_hashes = set_byte(row_hashes, 5, 255 - get_byte(row_hashes, 5))";
                    case 2 -> "hash = set_byte(hash, 5, 255 - get_byte(hash, 5))";
                    case 3 -> "sealed_at = sealed_at + interval '1 microsecond'";
                    default -> "previous = set_byte(previous, 5, 255 - get_byte(previous, 5))";
                };
        run("update audit_seal set %s where number = %d".formatted(bend, seal.number()));
        return new Expected("batch bent: " + bend, List.of(What.FORGED, What.ORDER), seal.number(), null);
    }

    private Expected swapSeals() throws SQLException {
        var one = random.nextInt(seals.size());
        var other = (one + 1 + random.nextInt(seals.size() - 1)) % seals.size();
        run(
                "update audit_seal set number = 1000000 where number = " + (one + 1),
                "update audit_seal set number = %d where number = %d".formatted(one + 1, other + 1),
                "update audit_seal set number = %d where number = 1000000".formatted(other + 1));
        return new Expected("two batches swapped", List.of(What.FORGED, What.ORDER), Math.min(one, other) + 1L, null);
    }

    /** Somebody who knows the format; only what was told outside gives it away. */
    private Expected editAndSealAnew(boolean allThatFollow) throws SQLException {
        var place = anyPlace();
        run("update audit_entry set subject = 'nobody' where id = " + place.entry());
        var bent = place.seal().rowHashes().clone();
        var hash = chain.rowHash(entry(place.entry()));
        System.arraycopy(hash, 0, bent, place.at() * Chain.HASH, Chain.HASH);
        reseal(place.seal(), place.seal().entryIds(), bent, allThatFollow);
        return new Expected(
                "edit with its batch sealed anew" + (allThatFollow ? ", and all that follow" : ""),
                List.of(What.FORGED),
                place.seal().number(),
                null);
    }

    private Expected deleteAndSealAnew() throws SQLException {
        var place = anyPlace();
        run("delete from audit_entry where id = " + place.entry());
        var seal = place.seal();
        var ids = new ArrayList<>(LongStream.of(seal.entryIds()).boxed().toList());
        ids.remove(place.at());
        var hashes = new byte[seal.rowHashes().length - Chain.HASH];
        System.arraycopy(seal.rowHashes(), 0, hashes, 0, place.at() * Chain.HASH);
        System.arraycopy(
                seal.rowHashes(),
                (place.at() + 1) * Chain.HASH,
                hashes,
                place.at() * Chain.HASH,
                hashes.length - place.at() * Chain.HASH);
        reseal(seal, ids.stream().mapToLong(Long::longValue).toArray(), hashes, true);
        return new Expected("deletion with all sealed anew", List.of(What.FORGED), seal.number(), null);
    }

    private Expected slipIn() throws SQLException {
        run("""
                insert into audit_entry (alliance_id, at, subject, institution, roles, action, case_ids, basis, purpose, outcome)
                values ('a', '2036-01-01Z', 's', 'i', '{}', 'x', '{}', 'PARTY', 'TREATMENT', 'DONE')""");
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select max(id) from audit_entry")) {
            rows.next();
            return new Expected("an entry slipped in", List.of(What.UNSEALED), null, rows.getLong(1));
        }
    }

    /** Cuts the tail off and lays as many batches in its place, without one entry. */
    private Expected cutAndForgeTail() throws SQLException {
        var from = random.nextInt(seals.size());
        var seal = seals.get(from);
        run("delete from audit_entry where id = " + seal.entryIds()[0]);
        reseal(
                seal,
                Arrays.copyOfRange(seal.entryIds(), 1, seal.entryIds().length),
                Arrays.copyOfRange(seal.rowHashes(), Chain.HASH, seal.rowHashes().length),
                true);
        return new Expected("tail forged", List.of(What.FORGED), seal.number(), null);
    }

    private void reseal(Seal seal, long[] ids, byte[] hashes, boolean allThatFollow) throws SQLException {
        var made = write(new Seal(seal.number(), seal.sealedAt(), ids, hashes, seal.previous(), seal.hash()));
        for (var i = (int) seal.number(); allThatFollow && i < seals.size(); i++) {
            var next = seals.get(i);
            made = write(new Seal(
                    next.number(), next.sealedAt(), next.entryIds(), next.rowHashes(), made.hash(), next.hash()));
        }
    }

    private Seal write(Seal open) throws SQLException {
        var hash = chain.sealHash(open);
        try (var statement = connection.prepareStatement(
                "update audit_seal set entry_ids = ?::bigint[], row_hashes = ?, previous = ?, hash = ? where number = ?")) {
            statement.setString(1, array(open.entryIds()));
            statement.setBytes(2, open.rowHashes());
            statement.setBytes(3, open.previous());
            statement.setBytes(4, hash);
            statement.setLong(5, open.number());
            statement.executeUpdate();
        }
        return new Seal(open.number(), open.sealedAt(), open.entryIds(), open.rowHashes(), open.previous(), hash);
    }

    private AuditRow entry(long id) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select * from audit_entry where id = " + id)) {
            row.next();
            return new AuditRow(
                    id,
                    row.getString("alliance_id"),
                    row.getObject("at", java.time.OffsetDateTime.class).toInstant(),
                    row.getString("subject"),
                    row.getString("practitioner"),
                    row.getString("institution"),
                    List.of((String[]) row.getArray("roles").getArray()),
                    row.getString("action"),
                    row.getString("case_type"),
                    List.of((java.util.UUID[]) row.getArray("case_ids").getArray()),
                    row.getString("basis"),
                    row.getString("purpose"),
                    row.getString("request_id"),
                    row.getString("outcome"),
                    row.getString("refusal"));
        }
    }

    static List<Seal> seals(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select number, sealed_at, entry_ids, encode(row_hashes, 'hex'), encode(previous, 'hex'),"
                                + " encode(hash, 'hex') from audit_seal order by number")) {
            var seals = new ArrayList<Seal>();
            while (row.next()) {
                seals.add(new Seal(
                        row.getLong(1),
                        row.getObject(2, java.time.OffsetDateTime.class).toInstant(),
                        Arrays.stream((Long[]) row.getArray(3).getArray())
                                .mapToLong(Long::longValue)
                                .toArray(),
                        HexFormat.of().parseHex(row.getString(4)),
                        HexFormat.of().parseHex(row.getString(5)),
                        HexFormat.of().parseHex(row.getString(6))));
            }
            return seals;
        }
    }

    private static String array(long[] ids) {
        return Arrays.toString(ids).replace('[', '{').replace(']', '}');
    }

    private Seal anySeal() {
        return seals.get(random.nextInt(seals.size()));
    }

    private Place anyPlace() {
        var seal = anySeal();
        return new Place(seal, random.nextInt(seal.entryIds().length));
    }

    private Place anyPlaceBut(Place one) {
        var other = anyPlace();
        while (other.entry() == one.entry()) {
            other = anyPlace();
        }
        return other;
    }

    private void run(String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
