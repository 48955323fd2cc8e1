package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.bal.BalType;

/**
 * One line of the extraction: a mailbox and who is behind it. Texts are blank where the directory says nothing.
 *
 * @param key whom it is about: lines of one person share it
 * @param words what it is found by, parted by blanks; words of one kind also with its letter and a slash before them
 */
record ExtractionLine(
        String key,
        String address,
        BalType type,
        String display,
        String rpps,
        String profession,
        String professionCode,
        String skill,
        String service,
        String structure,
        String structureId,
        String city,
        String postalCode,
        boolean paperless,
        String words) {}
