package fr.vaguemestre.store;

import javax.persistence.Entity;
import javax.persistence.Id;
import javax.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of a make-believe capability. */
@Entity
@Table(schema = "vm", name = "notes_note")
public class NoteEntity {
    @Id
    private long id;

    private String tenant = "";
    private String word = "";

    @Nullable
    private String text;

    protected NoteEntity() {}

    NoteEntity(long id, String tenant, String word) {
        this.id = id;
        this.tenant = tenant;
        this.word = word;
    }

    void write(String newText) {
        text = newText;
    }

    void move(String otherTenant) {
        tenant = otherTenant;
    }

    @Override
    public String toString() {
        return tenant + " " + word + " " + text;
    }
}
