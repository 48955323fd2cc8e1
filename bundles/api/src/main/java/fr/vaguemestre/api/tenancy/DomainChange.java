package fr.vaguemestre.api.tenancy;

import java.util.Optional;

/** A change of a domain; what is empty stays as it is. Its name and structure never change. */
public record DomainChange(Optional<String> label, Optional<Quota> quota, Optional<Hosting> hosting) {}
