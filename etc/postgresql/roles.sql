-- Roles and the database: run by a superuser at each start of PostgreSQL, changes only what differs from the secrets' files.
-- Only vm_backup has BYPASSRLS. Passwords stay out of the log and of every command line.
SET log_min_error_statement = panic;
SET log_min_duration_statement = -1;
SET client_min_messages = warning;

SELECT format('CREATE ROLE %I %s', name, attributes)
FROM (VALUES
  ('vm_owner',   'NOLOGIN NOINHERIT'),   -- owns schemas and tables; migrations work as this role
  ('vm_migrate', 'LOGIN NOINHERIT'),     -- the migrations' login; every session of it acts as vm_owner
  ('vm_app',     'LOGIN NOINHERIT'),     -- every capability: one tenant at a time
  ('vm_relay',   'LOGIN NOINHERIT'),     -- outbox of every tenant, nothing else
  ('vm_jobs',    'LOGIN NOINHERIT'),     -- list of tenants, nothing else
  ('vm_admin',   'LOGIN NOINHERIT'),     -- super administrator: reads across tenants, writes nothing
  ('vm_audit',   'NOLOGIN NOINHERIT'),   -- owns the audit chain's function
  ('mail_view',  'NOLOGIN NOINHERIT'),   -- owns the mail views
  ('mail_ro',    'LOGIN NOINHERIT'),     -- look-ups of Postfix and Dovecot
  ('mail_rw',    'LOGIN NOINHERIT'),     -- Dovecot's usage table, and the absences that it reads beside it
  ('vm_backup',  'LOGIN BYPASSRLS')      -- pg_dump; local socket only
) AS wanted (name, attributes)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

GRANT pg_read_all_data TO vm_backup;
GRANT vm_owner TO vm_migrate;
ALTER ROLE vm_migrate SET role = 'vm_owner';
GRANT mail_view TO vm_owner WITH INHERIT FALSE;
GRANT vm_audit TO vm_owner WITH INHERIT FALSE;

\set pw `cat @VM_STATE@/secrets/pg-vm_migrate`
ALTER ROLE vm_migrate PASSWORD :'pw';
\set pw `cat @VM_STATE@/secrets/pg-vm_app`
ALTER ROLE vm_app PASSWORD :'pw';
\set pw `cat @VM_STATE@/secrets/pg-vm_relay`
ALTER ROLE vm_relay PASSWORD :'pw';
\set pw `cat @VM_STATE@/secrets/pg-vm_jobs`
ALTER ROLE vm_jobs PASSWORD :'pw';
\set pw `cat @VM_STATE@/secrets/pg-vm_admin`
ALTER ROLE vm_admin PASSWORD :'pw';
\set pw `cat @VM_STATE@/secrets/pg-mail_ro`
ALTER ROLE mail_ro PASSWORD :'pw';
\set pw `cat @VM_STATE@/secrets/pg-mail_rw`
ALTER ROLE mail_rw PASSWORD :'pw';

SELECT 'CREATE DATABASE vm OWNER vm_owner TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'vm')
\gexec
REVOKE ALL ON DATABASE vm FROM PUBLIC;   -- also TEMP
GRANT CONNECT ON DATABASE vm TO vm_migrate, vm_app, vm_relay, vm_jobs, vm_admin, vm_backup, mail_ro, mail_rw;
