package fr.vaguemestre.api.igc;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says which authorities are trusted. All of it is for super administrators only: {@link Forbidden} {@code access.role}
 * otherwise.
 */
@ProviderType
public interface AuthorityService {
    /** The authorities that are trusted now, roots first. */
    List<Authority> authorities(Caller caller);

    /**
     * What would be trusted, without trusting it: for a person to compare the fingerprint.
     *
     * @param certificate one certificate, PEM or DER
     * @throws Invalid {@code igc.unreadable}, {@code igc.one-certificate}, {@code igc.not-an-authority}, {@code igc.expired},
     *     {@code igc.not-yet-valid}, {@code igc.weak-key}, {@code igc.weak-signature}, {@code igc.signature} (it does not fit),
     *     {@code igc.parent-unknown} (no trusted authority issued it), {@code igc.test-authority} (of the practice range or a
     *     test hierarchy, on a node in service), {@code igc.real-authority} (the other way round)
     * @throws Conflict {@code igc.authority-known} if it is trusted already
     */
    Authority examine(Caller caller, byte[] certificate);

    /**
     * Trusts that authority on all nodes.
     *
     * @param fingerprint its SHA-256 as the person compared it; hex, with or without colons
     * @throws Invalid as {@link #examine}, and {@code igc.fingerprint-differs}
     * @throws Conflict as {@link #examine}
     */
    Authority trust(Caller caller, byte[] certificate, String fingerprint);

    /**
     * Trusts an authority no longer.
     *
     * @param id see {@link Authority#id}
     * @param anyway whether certificates of our own may lose their chain by it
     * @throws NotFound {@code igc.authority-unknown}
     * @throws Conflict {@code igc.authority-fixed} for one that nobody loaded, {@code igc.authority-needed} while a trusted
     *     authority was issued by it, {@code igc.authority-in-use} while a certificate of ours needs it, unless {@code anyway}
     */
    void remove(Caller caller, String id, boolean anyway);
}
