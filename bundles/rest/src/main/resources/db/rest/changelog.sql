--liquibase formatted sql

--changeset rest:answers splitStatements:true endDelimiter:;
CREATE TABLE vm.rest_answer (
  tenant text NOT NULL,
  subject text NOT NULL,
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  request text NOT NULL,
  at timestamptz NOT NULL,
  status integer,
  media_type text,
  location text,
  body text,
  PRIMARY KEY (tenant, subject, key)
);
ALTER TABLE vm.rest_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.rest_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.rest_answer TO vm_app
  USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON vm.rest_answer TO vm_app;
