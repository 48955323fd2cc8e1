package fr.vaguemestre.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Looks for what would let a tenant see another's rows or rewrite the trail; each query must find nothing. */
final class SchemaGuard {
    private static final List<String> QUERIES = List.of(
            """
            SELECT 'table without forced row security: ' || n.nspname || '.' || c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname IN ('vm', 'mail') AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """,
            """
            SELECT 'view of another owner, without barrier, or of the invoker: ' || n.nspname || '.' || c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname IN ('vm', 'mail') AND c.relkind IN ('v', 'm')
               AND (c.relkind = 'm' OR c.relowner <> 'mail_view'::regrole
                    OR NOT coalesce(c.reloptions, '{}') @> '{security_barrier=true}'
                    OR coalesce(c.reloptions, '{}') @> '{security_invoker=true}')
            """,
            """
            SELECT 'role too strong: ' || r.rolname FROM pg_roles r
             WHERE r.rolname ~ '^(vm|mail)_'
               AND (r.rolsuper OR r.rolcreaterole
                    OR ((r.rolbypassrls OR r.rolinherit) AND r.rolname <> 'vm_backup'))
            """,
            """
            SELECT 'function with its owner''s rights that is not the audit trail''s: ' || n.nspname || '.' || p.proname || '()'
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname IN ('vm', 'mail') AND p.prosecdef
               AND (p.proowner <> 'vm_audit'::regrole OR NOT coalesce(p.proconfig, '{}') @> '{search_path=pg_catalog}')
            """,
            """
            SELECT 'audit trail that can be rewritten: ' || n.nspname || '.' || c.relname || ' by ' || r.rolname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              CROSS JOIN pg_roles r
             WHERE n.nspname = 'vm' AND c.relkind IN ('r', 'p') AND c.relname LIKE 'audit\\_%'
               AND r.rolname IN ('vm_app', 'vm_relay', 'vm_jobs', 'vm_admin', 'mail_ro', 'mail_rw')
               AND has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
            """,
            """
            SELECT 'reading role that writes: ' || r.rolname || ' on ' || n.nspname || '.' || c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              CROSS JOIN pg_roles r
             WHERE n.nspname IN ('vm', 'mail') AND c.relkind IN ('r', 'p', 'v')
               AND r.rolname IN ('vm_admin', 'vm_jobs', 'mail_ro')
               AND has_any_column_privilege(r.oid, c.oid, 'INSERT, UPDATE')
            """);

    private SchemaGuard() {}

    /** What is too open, in words for an administrator; empty is good. */
    static List<String> findings(Connection connection) throws SQLException {
        var found = new ArrayList<String>();
        try (Statement sql = connection.createStatement()) {
            for (String query : QUERIES) {
                try (ResultSet rows = sql.executeQuery(query)) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
        }
        return found;
    }
}
