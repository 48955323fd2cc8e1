--liquibase formatted sql

--changeset vaguemestre:audit-1-trail splitStatements:false stripComments:false
CREATE TABLE vm.audit_entry (
  tenant      text NOT NULL CHECK (tenant ~ '^[0-9][0-9AB][0-9]{7}$'),
  sequence    bigint NOT NULL CHECK (sequence > 0),
  at          timestamptz NOT NULL,
  subject     text NOT NULL CHECK (subject <> ''),
  action      text NOT NULL CHECK (action ~ '^[a-z][A-Za-z0-9-]*([.][A-Za-z0-9-]+)+$'),
  object      text NOT NULL,
  detail      text NOT NULL,
  correlation text NOT NULL,
  hash        text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (tenant, sequence));
CREATE INDEX audit_entry_at ON vm.audit_entry (tenant, at);
CREATE INDEX audit_entry_object ON vm.audit_entry (tenant, object);
COMMENT ON COLUMN vm.audit_entry.hash IS 'hex sha256 over vm.audit_canonical of this entry and the hash before it';

-- The end of each chain: its row lock puts the appends of one tenant in line, and tells a cut tail.
CREATE TABLE vm.audit_head (
  tenant   text PRIMARY KEY,
  sequence bigint NOT NULL,
  hash     text NOT NULL);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['audit_entry', 'audit_head'] LOOP
    EXECUTE format('ALTER TABLE vm.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE vm.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY one_tenant ON vm.%I FOR SELECT TO vm_app USING (tenant = vm.tenant())', t);
    EXECUTE format('CREATE POLICY append ON vm.%I TO vm_audit USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant())', t);
    EXECUTE format('CREATE POLICY all_tenants ON vm.%I FOR SELECT TO vm_admin USING (true)', t);
    EXECUTE format('GRANT SELECT ON vm.%I TO vm_app, vm_admin', t);
  END LOOP;
END $$;
GRANT INSERT ON vm.audit_entry TO vm_audit;
GRANT SELECT, INSERT, UPDATE (sequence, hash) ON vm.audit_head TO vm_audit;

-- Each part behind its length in octets, so that no two entries read the same.
CREATE FUNCTION vm.audit_canonical(VARIADIC parts text[]) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT convert_to(string_agg(octet_length(part) || ':' || part, ',' ORDER BY place), 'UTF8')
            FROM unnest(parts) WITH ORDINALITY AS p (part, place));
GRANT EXECUTE ON FUNCTION vm.audit_canonical(text[]) TO vm_audit;

GRANT CREATE ON SCHEMA vm TO vm_audit;
SET ROLE vm_audit;
CREATE FUNCTION vm.audit_append(wanted_subject text, wanted_action text, wanted_object text, wanted_detail text,
    wanted_correlation text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  chain text := vm.tenant();
  last_sequence bigint;
  last_hash text;
  stamp timestamptz;
  new_hash text;
BEGIN
  IF chain IS NULL THEN
    RAISE EXCEPTION 'no tenant to audit in' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT sequence, hash INTO last_sequence, last_hash FROM vm.audit_head WHERE tenant = chain FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO vm.audit_head (tenant, sequence, hash) VALUES (chain, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
    SELECT sequence, hash INTO last_sequence, last_hash FROM vm.audit_head WHERE tenant = chain FOR UPDATE;
  END IF;
  -- Read after the lock was got, so that the times of a chain grow with its sequence.
  stamp := clock_timestamp();
  new_hash := encode(sha256(vm.audit_canonical(last_hash, (last_sequence + 1)::text, chain,
    to_char(stamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    wanted_subject, wanted_action, wanted_object, wanted_detail, wanted_correlation)), 'hex');
  INSERT INTO vm.audit_entry (tenant, sequence, at, subject, action, object, detail, correlation, hash)
    VALUES (chain, last_sequence + 1, stamp, wanted_subject, wanted_action, wanted_object, wanted_detail,
            wanted_correlation, new_hash);
  UPDATE vm.audit_head SET sequence = last_sequence + 1, hash = new_hash WHERE tenant = chain;
END $$;
REVOKE ALL ON FUNCTION vm.audit_append(text, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION vm.audit_append(text, text, text, text, text) TO vm_app;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA vm FROM vm_audit;

--changeset vaguemestre:audit-2-joined-in-place splitStatements:false stripComments:false
-- The parts are joined here as audit_canonical joins them, without a statement of its own: an entry took 121 µs and takes 70 (docs/adr/0051).
-- What the hash is made of is checked by whoever verifies the trail, so its column only holds its length.
ALTER TABLE vm.audit_entry DROP CONSTRAINT audit_entry_hash_check, ADD CONSTRAINT audit_entry_hash_check CHECK (octet_length(hash) = 64);
GRANT CREATE ON SCHEMA vm TO vm_audit;
SET ROLE vm_audit;
CREATE OR REPLACE FUNCTION vm.audit_append(wanted_subject text, wanted_action text, wanted_object text, wanted_detail text,
    wanted_correlation text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  chain text := nullif(current_setting('vm.tenant', true), '');
  last_sequence bigint;
  last_hash text;
  stamp timestamptz;
  number text;
  said text;
  new_hash text;
BEGIN
  IF chain IS NULL THEN
    RAISE EXCEPTION 'no tenant to audit in' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT sequence, hash INTO last_sequence, last_hash FROM vm.audit_head WHERE tenant = chain FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO vm.audit_head (tenant, sequence, hash) VALUES (chain, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
    SELECT sequence, hash INTO last_sequence, last_hash FROM vm.audit_head WHERE tenant = chain FOR UPDATE;
  END IF;
  -- Read after the lock was got, so that the times of a chain grow with its sequence.
  stamp := clock_timestamp();
  number := last_sequence + 1;
  said := to_char(stamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
  new_hash := encode(sha256(convert_to(
       octet_length(last_hash) || ':' || last_hash
    || ',' || octet_length(number) || ':' || number
    || ',' || octet_length(chain) || ':' || chain
    || ',' || octet_length(said) || ':' || said
    || ',' || octet_length(wanted_subject) || ':' || wanted_subject
    || ',' || octet_length(wanted_action) || ':' || wanted_action
    || ',' || octet_length(wanted_object) || ':' || wanted_object
    || ',' || octet_length(wanted_detail) || ':' || wanted_detail
    || ',' || octet_length(wanted_correlation) || ':' || wanted_correlation, 'UTF8')), 'hex');
  INSERT INTO vm.audit_entry (tenant, sequence, at, subject, action, object, detail, correlation, hash)
    VALUES (chain, last_sequence + 1, stamp, wanted_subject, wanted_action, wanted_object, wanted_detail,
            wanted_correlation, new_hash);
  UPDATE vm.audit_head SET sequence = last_sequence + 1, hash = new_hash WHERE tenant = chain;
END $$;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA vm FROM vm_audit;

--changeset vaguemestre:audit-3-one-statement splitStatements:false stripComments:false
-- Head and entry are written by one statement; the time is kept with the head, since the entry takes it from there. Where another entry
-- of the chain was waited for, PostgreSQL works the new head out once more from what it finds then, so that times still grow with the sequence.
ALTER TABLE vm.audit_head ADD COLUMN at timestamptz;
GRANT UPDATE (at) ON vm.audit_head TO vm_audit;
GRANT CREATE ON SCHEMA vm TO vm_audit;
SET ROLE vm_audit;
CREATE OR REPLACE FUNCTION vm.audit_append(wanted_subject text, wanted_action text, wanted_object text, wanted_detail text,
    wanted_correlation text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  chain text := nullif(current_setting('vm.tenant', true), '');
  act text := octet_length(wanted_subject) || ':' || wanted_subject
    || ',' || octet_length(wanted_action) || ':' || wanted_action
    || ',' || octet_length(wanted_object) || ':' || wanted_object
    || ',' || octet_length(wanted_detail) || ':' || wanted_detail
    || ',' || octet_length(wanted_correlation) || ':' || wanted_correlation;
BEGIN
  IF chain IS NULL THEN
    RAISE EXCEPTION 'no tenant to audit in' USING ERRCODE = 'insufficient_privilege';
  END IF;
  LOOP
    WITH head AS (
      UPDATE vm.audit_head h
         SET (sequence, at, hash) = (
           SELECT h.sequence + 1, now.stamp, encode(sha256(convert_to(
                  octet_length(h.hash) || ':' || h.hash
               || ',' || octet_length((h.sequence + 1)::text) || ':' || (h.sequence + 1)
               || ',' || octet_length(chain) || ':' || chain
               || ',27:' || to_char(now.stamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
               || ',' || act, 'UTF8')), 'hex')
             FROM (SELECT clock_timestamp() AS stamp OFFSET 0) now)
       WHERE h.tenant = chain RETURNING h.sequence, h.at, h.hash)
    INSERT INTO vm.audit_entry (tenant, sequence, at, subject, action, object, detail, correlation, hash)
      SELECT chain, head.sequence, head.at, wanted_subject, wanted_action, wanted_object, wanted_detail, wanted_correlation, head.hash
        FROM head;
    EXIT WHEN FOUND;
    INSERT INTO vm.audit_head (tenant, sequence, hash) VALUES (chain, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA vm FROM vm_audit;

--changeset vaguemestre:audit-4-checked-where-written splitStatements:false stripComments:false
-- What an entry must be is checked by audit_append, which alone may write one: a table's check is read anew from its text for each statement,
-- which showed first in a profile of an entry. Each part is put behind its length by one call of format, not by operators: every operator of an
-- expression is looked up, and its right checked, once for each transaction (docs/adr/0051).
GRANT CREATE ON SCHEMA vm TO vm_audit;
SET ROLE vm_audit;
CREATE OR REPLACE FUNCTION vm.audit_append(wanted_subject text, wanted_action text, wanted_object text, wanted_detail text,
    wanted_correlation text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  chain text := nullif(current_setting('vm.tenant', true), '');
  act text := format('%s:%s,%s:%s,%s:%s,%s:%s,%s:%s', octet_length(wanted_subject), wanted_subject, octet_length(wanted_action), wanted_action,
    octet_length(wanted_object), wanted_object, octet_length(wanted_detail), wanted_detail, octet_length(wanted_correlation), wanted_correlation);
BEGIN
  IF chain IS NULL THEN
    RAISE EXCEPTION 'no tenant to audit in' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- With a null among them this is not true either.
  IF (wanted_subject <> '' AND wanted_action ~ '^[a-z][A-Za-z0-9-]*([.][A-Za-z0-9-]+)+$' AND chain ~ '^[0-9][0-9AB][0-9]{7}$') IS NOT TRUE THEN
    RAISE EXCEPTION 'an entry has a subject, an action and a tenant: ''%'', ''%'', ''%''', wanted_subject, wanted_action, chain
      USING ERRCODE = 'check_violation';
  END IF;
  LOOP
    WITH head AS (
      UPDATE vm.audit_head h
         SET (sequence, at, hash) = (
           -- A hash has 64 signs, a tenant nine and the time 27.
           SELECT h.sequence + 1, now.stamp, encode(sha256(convert_to(format('64:%s,%s:%s,9:%s,27:%s,%s',
                    h.hash, octet_length((h.sequence + 1)::text), h.sequence + 1, chain,
                    to_char(now.stamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), act), 'UTF8')), 'hex')
             FROM (SELECT clock_timestamp() AS stamp OFFSET 0) now)
       WHERE h.tenant = chain RETURNING h.sequence, h.at, h.hash)
    INSERT INTO vm.audit_entry (tenant, sequence, at, subject, action, object, detail, correlation, hash)
      SELECT chain, head.sequence, head.at, wanted_subject, wanted_action, wanted_object, wanted_detail, wanted_correlation, head.hash
        FROM head;
    EXIT WHEN FOUND;
    INSERT INTO vm.audit_head (tenant, sequence, hash) VALUES (chain, 0, repeat('0', 64)) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
SET ROLE vm_owner;
REVOKE CREATE ON SCHEMA vm FROM vm_audit;
ALTER TABLE vm.audit_entry DROP CONSTRAINT audit_entry_tenant_check, DROP CONSTRAINT audit_entry_sequence_check,
  DROP CONSTRAINT audit_entry_subject_check, DROP CONSTRAINT audit_entry_action_check, DROP CONSTRAINT audit_entry_hash_check;
