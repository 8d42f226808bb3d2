-- What the test consumer did, in the order in which it did it.
create table entry (
    id          bigint generated always as identity primary key,
    alliance_id text   not null,
    subject     text   not null,
    sequence    bigint not null,
    text        text   not null
);

-- How often the outbox was marked, and how many rows each time.
create table outbox_mark (
    id     bigint generated always as identity primary key,
    marked bigint not null
);

create function note_mark() returns trigger language plpgsql as $$
begin
    insert into outbox_mark (marked) select count(*) from marked;
    return null;
end
$$;

create trigger outbox_marked after update on outbox referencing new table as marked
    for each statement execute function note_mark();
