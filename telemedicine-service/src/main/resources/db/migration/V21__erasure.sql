-- What is over is emptied in place: see org.medalliance.platform.retention. Whoever is counted stays counted.
alter table consult
    alter column details drop not null,
    add column erased_at timestamptz,
    add constraint consult_erased check ((details is null) = (erased_at is not null));
create index consult_to_erase on consult (alliance_id, moved_at)
    where state in ('CLOSED', 'DECLINED', 'CANCELLED') and erased_at is null;
