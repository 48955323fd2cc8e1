--liquibase formatted sql

--changeset vaguemestre:confiance-1
--comment: The accepted white list, one platform row for all nodes; the bytes prove themselves by their signature.
CREATE TABLE vm.confiance_list (
    tenant       text PRIMARY KEY CHECK (tenant = '000000000'),
    generated_at timestamptz NOT NULL,
    digest       text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    signed       bytea NOT NULL,
    accepted_at  timestamptz NOT NULL,
    accepted_by  text NOT NULL
);
ALTER TABLE vm.confiance_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.confiance_list FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.confiance_list TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
GRANT SELECT, INSERT, UPDATE ON vm.confiance_list TO vm_app;
--rollback DROP TABLE vm.confiance_list;
