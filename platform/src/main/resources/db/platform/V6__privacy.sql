-- How far the rows of each sealed table (table.column) have been made anew for the newest keys. Belongs to the service, not to an
-- alliance: it holds ids and nothing else.
create table key_rotation (
    table_name text        primary key,
    target     text        not null,
    position   uuid        not null,
    begun_at   timestamptz not null
);
revoke all on key_rotation from ${app};
