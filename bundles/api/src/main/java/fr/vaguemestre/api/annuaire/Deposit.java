package fr.vaguemestre.api.annuaire;

import fr.vaguemestre.api.bal.Bal;

/**
 * What is to be told to the directory about one mailbox. The same deposit may be handed over again after a crash or a lost
 * answer, and must then not publish twice.
 *
 * @param key address and version, the same for the same deposit
 * @param wanted whether the mailbox shall be in the directory; false takes it out
 * @param mailbox as it is to be shown
 * @param structure FINESS EJ of its structure
 * @param repeated whether an earlier attempt may have reached the directory although no answer came
 */
public record Deposit(String key, boolean wanted, Bal mailbox, String structure, boolean repeated) {}
