package fr.vaguemestre.api.annuaire;

import java.util.List;

/**
 * One professional with all its mailboxes, or one service of a structure with its own; duplicates are merged.
 *
 * @param id stable name of the person or service: national identifier where there is one
 * @param displayName how people call it
 * @param rpps national identifier of a professional; blank for a service
 * @param profession label of the profession; blank for a service
 * @param professionCode code of the profession (NOS TRE_G15); may be blank
 * @param skill label of the specialty; may be blank
 * @param boxes its mailboxes, at least one
 */
public record DirectoryPerson(
        String id,
        String displayName,
        String rpps,
        String profession,
        String professionCode,
        String skill,
        List<DirectoryBox> boxes) {
    /** Keeps an unmodifiable copy. */
    public DirectoryPerson {
        boxes = List.copyOf(boxes);
    }
}
