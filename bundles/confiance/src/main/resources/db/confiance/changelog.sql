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

--changeset vaguemestre:confiance-2-history
--comment: What each accepted list changed against the one before, platform rows; never changed, forgotten when old.
CREATE TABLE vm.confiance_history (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant       text NOT NULL CHECK (tenant = '000000000'),
    digest       text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    previous     text CHECK (previous ~ '^[0-9a-f]{64}$'),
    generated_at timestamptz NOT NULL,
    fetched_at   timestamptz NOT NULL,
    accepted_at  timestamptz NOT NULL,
    accepted_by  text NOT NULL,
    way          text NOT NULL CHECK (way IN ('FETCHED', 'ASKED', 'CONFIRMED')),
    domains      bigint NOT NULL,
    entries      bigint NOT NULL,
    added        bigint NOT NULL,
    removed      bigint NOT NULL,
    changed      bigint NOT NULL
);
COMMENT ON COLUMN vm.confiance_history.previous IS 'digest of the list it is compared with; NULL for the first one, which has no changes';
ALTER TABLE vm.confiance_history ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.confiance_history FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.confiance_history TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
GRANT SELECT, INSERT, DELETE ON vm.confiance_history TO vm_app;

CREATE TABLE vm.confiance_change (
    list   bigint NOT NULL REFERENCES vm.confiance_history (id) ON DELETE CASCADE,
    tenant text NOT NULL CHECK (tenant = '000000000'),
    domain text COLLATE "C" NOT NULL,
    kind   text NOT NULL CHECK (kind IN ('ADDED', 'REMOVED', 'CHANGED')),
    before text[] NOT NULL,
    after  text[] NOT NULL,
    PRIMARY KEY (list, domain)
);
CREATE INDEX confiance_change_domain ON vm.confiance_change (domain, list);
ALTER TABLE vm.confiance_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.confiance_change FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.confiance_change TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
GRANT SELECT, INSERT ON vm.confiance_change TO vm_app;
--rollback DROP TABLE vm.confiance_change; DROP TABLE vm.confiance_history;

--changeset vaguemestre:confiance-3-held
--comment: The one list that waits for a person, or that a person refused, and what it would change; for all nodes.
CREATE TABLE vm.confiance_held (
    tenant       text PRIMARY KEY CHECK (tenant = '000000000'),
    digest       text NOT NULL UNIQUE CHECK (digest ~ '^[0-9a-f]{64}$'),
    previous     text NOT NULL CHECK (previous ~ '^[0-9a-f]{64}$'),
    signed       bytea NOT NULL,
    generated_at timestamptz NOT NULL,
    held_at      timestamptz NOT NULL,
    in_force     bigint NOT NULL,
    domains      bigint NOT NULL,
    entries      bigint NOT NULL,
    added        bigint NOT NULL,
    removed      bigint NOT NULL,
    changed      bigint NOT NULL,
    refused_by   text,
    refused_at   timestamptz,
    CHECK ((refused_by IS NULL) = (refused_at IS NULL))
);
COMMENT ON COLUMN vm.confiance_held.in_force IS 'how many domains the list in force holds';
ALTER TABLE vm.confiance_held ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.confiance_held FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.confiance_held TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON vm.confiance_held TO vm_app;

CREATE TABLE vm.confiance_held_change (
    list   text NOT NULL REFERENCES vm.confiance_held (digest) ON DELETE CASCADE,
    tenant text NOT NULL CHECK (tenant = '000000000'),
    domain text COLLATE "C" NOT NULL,
    kind   text NOT NULL CHECK (kind IN ('ADDED', 'REMOVED', 'CHANGED')),
    before text[] NOT NULL,
    after  text[] NOT NULL,
    PRIMARY KEY (list, domain)
);
ALTER TABLE vm.confiance_held_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE vm.confiance_held_change FORCE ROW LEVEL SECURITY;
CREATE POLICY one_tenant ON vm.confiance_held_change TO vm_app USING (tenant = vm.tenant()) WITH CHECK (tenant = vm.tenant());
GRANT SELECT, INSERT ON vm.confiance_held_change TO vm_app;
--rollback DROP TABLE vm.confiance_held_change; DROP TABLE vm.confiance_held;
