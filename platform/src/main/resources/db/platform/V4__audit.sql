-- Who did or saw what, in which role and on which ground: ids and codes, no person. Rows are added and never changed.
create table audit_entry (
    id           bigint      generated always as identity primary key,
    -- Empty for those who belong to no alliance, such as operators.
    alliance_id  text        not null,
    at           timestamptz not null,
    subject      text        not null,
    practitioner text,
    institution  text        not null,
    roles        text[]      not null,
    action       text        not null,
    case_type    text,
    case_ids     uuid[]      not null,
    basis        text        not null check (basis in ('PARTY', 'DUTY', 'SERVICE', 'BREAK_GLASS', 'OFFICE')),
    purpose      text        not null,
    request_id   text,
    outcome      text        not null check (outcome in ('DONE', 'REFUSED')),
    refusal      text,
    check ((outcome = 'REFUSED') = (refusal is not null))
);
create index audit_entry_page on audit_entry (alliance_id, at desc, id desc);
create index audit_entry_subject on audit_entry (alliance_id, subject, at desc, id desc);
create index audit_entry_cases on audit_entry using gin (case_ids);

-- Entries that are in no seal yet. A row comes with its entry and goes with its seal, so that the sealer needs no "last
-- seen id": a transaction that commits late has a lower one, and would be passed over.
create table audit_unsealed (
    entry_id bigint primary key
);

-- The chain: each seal holds the hashes of its entries and the hash of the seal before.
create table audit_seal (
    number     bigint      primary key check (number > 0),
    sealed_at  timestamptz not null,
    entry_ids  bigint[]    not null,
    row_hashes bytea       not null,
    previous   bytea       not null,
    hash       bytea       not null,
    check (cardinality(entry_ids) between 1 and 1000),
    check (length(row_hashes) = 32 * cardinality(entry_ids) and length(previous) = 32 and length(hash) = 32)
);

call hold_to_alliance('audit_entry');

-- Nobody but the tables' owner changes or deletes what stands there, and the application sees no part of the chain.
revoke update, delete, truncate on audit_entry from ${app}, ${worker};
revoke update, delete, truncate on audit_seal from ${worker};
revoke all on audit_seal from ${app};
revoke update, truncate on audit_unsealed from ${worker};
revoke all on audit_unsealed from ${app};
grant insert on audit_unsealed to ${app};
