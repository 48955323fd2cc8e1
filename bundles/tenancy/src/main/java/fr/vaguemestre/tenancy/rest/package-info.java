/** Routes {@code /admin/domains} and {@code /admin/tenants}. */
@NullMarked
package fr.vaguemestre.tenancy.rest;

import org.jspecify.annotations.NullMarked;
