package fr.vaguemestre.store;

import fr.vaguemestre.api.store.SchemaSource;

/** Tables of a make-believe capability, with a stand-in for the audit trail. */
final class NotesSchema implements SchemaSource {
    @Override
    public String name() {
        return "notes";
    }

    @Override
    public String changelog() {
        return "db/notes/changelog.sql";
    }
}
