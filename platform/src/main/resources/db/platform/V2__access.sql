-- The second lock: the database itself shows a connection one alliance's rows, whatever a statement says.
-- Reads the setting that the application gives each connection it borrows; empty, and so no alliance, without one.
create function current_alliance() returns text
    language sql stable parallel safe
    return coalesce(current_setting('alliance.id', true), '');

-- Called once for each table that has an alliance_id. The owner is held too (FORCE): it migrates, and reads nobody's
-- rows. A migration that has to touch rows takes FORCE off the table and puts it back.
create procedure hold_to_alliance(held regclass)
    language plpgsql
as
$$
begin
    execute format('alter table %s enable row level security', held);
    execute format('alter table %s force row level security', held);
    execute format('create policy own_alliance on %s to ${app} using (alliance_id = current_alliance())', held);
    execute format('create policy every_alliance on %s to ${worker} using (true)', held);
end
$$;

-- As hold_to_alliance, for the rows of a case, which the alliances of all its parties share.
create procedure hold_to_parties(held regclass, case_column text)
    language plpgsql
as
$$
begin
    execute format('alter table %s enable row level security', held);
    execute format('alter table %s force row level security', held);
    execute format(
        'create policy parties on %1$s to ${app} using (alliance_id = current_alliance() or exists (
            select 1 from case_party p where p.case_id = %1$s.%2$I and p.alliance_id = current_alliance()))',
        held, case_column);
    execute format('create policy every_alliance on %s to ${worker} using (true)', held);
end
$$;

grant usage on schema public to ${worker};
grant select, insert, update, delete on outbox, inbox, dead_letter, idempotency_key, case_number to ${worker};
alter default privileges in schema public grant select, insert, update, delete on tables to ${worker};
alter default privileges in schema public grant usage on sequences to ${worker};

call hold_to_alliance('idempotency_key');
call hold_to_alliance('case_number');

-- A letter box: the application puts events in, also for the other alliance of a shared case, and reads none.
alter table outbox enable row level security;
alter table outbox force row level security;
create policy put_in on outbox for insert to ${app} with check (true);
create policy every_alliance on outbox to ${worker} using (true);
