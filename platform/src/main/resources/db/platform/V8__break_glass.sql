-- Somebody without a part in a case has opened it, with a reason and for an hour; a second person looks at that.
create table break_glass (
    id             uuid        primary key,
    alliance_id    text        not null,
    case_type      text        not null,
    case_id        uuid        not null,
    case_number    text        not null,
    subject        text        not null,
    practitioner   text,
    institution    text        not null,
    reason         text        not null,
    explanation    text        not null,
    broken_at      timestamptz not null,
    expires_at     timestamptz not null,
    verdict        text check (verdict in ('JUSTIFIED', 'NOT_JUSTIFIED')),
    review_comment text,
    reviewed_by    text,
    reviewed_at    timestamptz,
    check ((verdict is null) = (reviewed_at is null))
);
create index break_glass_held on break_glass (alliance_id, case_id, subject, expires_at);
create index break_glass_list on break_glass (alliance_id, broken_at desc, id desc);
call hold_to_alliance('break_glass');
