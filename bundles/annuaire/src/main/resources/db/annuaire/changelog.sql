--liquibase formatted sql

--changeset vaguemestre:annuaire-1-publication splitStatements:false stripComments:false
-- One row for each mailbox that was ever to be told to the directory: what is wanted, and what the directory said.
CREATE TABLE vm.annuaire_publication (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant      text NOT NULL CHECK (tenant ~ '^[0-9][0-9AB][0-9]{7}$'),
  address     text NOT NULL CONSTRAINT annuaire_publication_address UNIQUE CHECK (address = lower(address)),
  domain      text NOT NULL,
  version     bigint NOT NULL,
  content     text NOT NULL,
  wanted      boolean NOT NULL,
  state       text NOT NULL CHECK (state IN
                ('NON_PUBLIABLE', 'A_PUBLIER', 'DEPOSEE', 'ACCEPTEE', 'REFUSEE', 'A_CORRIGER', 'RETIREE')),
  code        text,
  detail      text,
  reached     boolean NOT NULL DEFAULT false,
  attempts    int NOT NULL DEFAULT 0,
  due         timestamptz,
  lease       timestamptz,
  at          timestamptz NOT NULL,
  revision    bigint NOT NULL DEFAULT 1,
  UNIQUE (tenant, id));
COMMENT ON COLUMN vm.annuaire_publication.content IS 'digest of what the directory shows of the mailbox';
COMMENT ON COLUMN vm.annuaire_publication.reached IS 'an attempt was begun, so the directory may know of the mailbox whatever it answered';
COMMENT ON COLUMN vm.annuaire_publication.due IS 'when it is tried by itself; NULL waits for a report, a person or nothing';
COMMENT ON COLUMN vm.annuaire_publication.lease IS 'until when a node is at it';
COMMENT ON COLUMN vm.annuaire_publication.revision IS 'grows with each state; tells later facts from earlier ones';
CREATE INDEX annuaire_publication_due ON vm.annuaire_publication (due) WHERE due IS NOT NULL;
CREATE INDEX annuaire_publication_at ON vm.annuaire_publication (tenant, at, id);

CREATE TABLE vm.annuaire_line (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant      text NOT NULL,
  publication uuid NOT NULL,
  at          timestamptz NOT NULL,
  state       text NOT NULL,
  code        text,
  detail      text,
  CONSTRAINT annuaire_line_publication FOREIGN KEY (tenant, publication) REFERENCES vm.annuaire_publication (tenant, id));
CREATE INDEX annuaire_line_publication ON vm.annuaire_line (tenant, publication, id);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['annuaire_publication', 'annuaire_line'] LOOP
    EXECUTE format('ALTER TABLE vm.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE vm.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY one_tenant ON vm.%I TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant())', t);
    EXECUTE format('CREATE POLICY all_tenants ON vm.%I FOR SELECT TO vm_admin USING (true)', t);
    EXECUTE format('GRANT SELECT ON vm.%I TO vm_app, vm_admin', t);
  END LOOP;
END $$;
GRANT INSERT, UPDATE ON vm.annuaire_publication TO vm_app;
GRANT INSERT (tenant, publication, at, state, code, detail) ON vm.annuaire_line TO vm_app;

--changeset vaguemestre:annuaire-2-copy splitStatements:false stripComments:false
--validCheckSum: 1:any
-- The copy of the national directory is public and belongs to no tenant. It is made anew, indexes and all, so it has a schema of
-- its own in which the application may make tables; the row below says which of them are in use.
CREATE SCHEMA annuaire;
GRANT USAGE, CREATE ON SCHEMA annuaire TO vm_app;
GRANT USAGE ON SCHEMA annuaire TO vm_admin;

CREATE TABLE vm.annuaire_copy (
  tenant       text PRIMARY KEY DEFAULT '000000000' CHECK (tenant = '000000000'),
  generation   bigint NOT NULL DEFAULT 0,
  version      text NOT NULL DEFAULT '',
  as_of        timestamptz,
  lines        bigint NOT NULL DEFAULT 0,
  persons      bigint NOT NULL DEFAULT 0,
  loaded_at    timestamptz,
  checked_at   timestamptz,
  last_failure text);
INSERT INTO vm.annuaire_copy DEFAULT VALUES;
ALTER TABLE vm.annuaire_copy ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.annuaire_copy FORCE ROW LEVEL SECURITY;
CREATE POLICY everybody ON vm.annuaire_copy TO vm_app USING (true) WITH CHECK (true);
CREATE POLICY all_tenants ON vm.annuaire_copy FOR SELECT TO vm_admin USING (true);
GRANT SELECT, UPDATE ON vm.annuaire_copy TO vm_app;
GRANT SELECT ON vm.annuaire_copy TO vm_admin;
