package fr.vaguemestre.api.annuaire;

/** A text for people, in both languages of the appliance. */
public record BothTexts(String fr, String en) {}
