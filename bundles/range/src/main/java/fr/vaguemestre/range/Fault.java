package fr.vaguemestre.range;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be made to go wrong while the range runs; only faults that really work are here. */
public enum Fault {
    /** The white list carries no signature at all. */
    WHITELIST_UNSIGNED("the list carries no signature"),
    /** One DN was changed after signing. */
    WHITELIST_ALTERED("one DN was changed after signing"),
    /** A rightly signed list, generated on 13 March 2025. */
    WHITELIST_ROLLBACK("a rightly signed list of 13 March 2025"),
    /** Every second entry of the national list is missing; signature right. */
    WHITELIST_SHRINK("half of the national entries are missing, signature right"),
    /** The list server takes the connection and hangs up without an answer. */
    WHITELIST_DOWN("the list server hangs up without an answer"),
    /** The list server answers 500. */
    WHITELIST_ERROR("the list server answers 500"),
    /** The file stops in the middle. */
    WHITELIST_TRUNCATED("the file stops in the middle"),
    /** Signed by {@code valide}, a good certificate of the IGC that is not the list's. */
    WHITELIST_WRONGSIGNER("signed by another good certificate of the IGC"),
    /** Signed under the right name by an authority outside the IGC. */
    WHITELIST_NONIGC("signed under the right name from outside the IGC"),
    /** Signed under the right name by a revoked certificate. */
    WHITELIST_REVOKEDSIGNER("signed under the right name by a revoked certificate"),
    /** The signature is right, but covers a copy put aside; what stands in its place was never signed. */
    WHITELIST_WRAPPING("the signature covers a copy put aside, the list read was never signed"),
    /** Rightly signed, with a DOCTYPE whose external entity asks the IGC server for {@code /xxe}. */
    WHITELIST_DOCTYPE("rightly signed, with a DOCTYPE that makes a naive reader fetch /xxe of the IGC server"),
    /** The IGC server hands out CRLs whose nextUpdate is past. */
    CRL_EXPIRED("the CRLs served ended already"),
    /** The IGC server hangs up on every request for a CRL. */
    CRL_UNREACHABLE("requests for a CRL get no answer"),
    /** The CRL no longer names {@code revoque}. */
    REVOQUE_CLEARED("the CRL no longer names the leaf `revoque`"),
    /** The CRL names {@code pair}. */
    PEER_REVOKED("the CRL names the leaf `pair`"),
    /** The foreign operator defers each new sender; read by its greylist. */
    PEER_GREYLIST("the foreign operator defers each sender at its first try"),
    /** The foreign operator offers no STARTTLS; its own configuration, changed by whoever switches the fault. */
    PEER_NO_TLS("the foreign operator offers no STARTTLS, and takes mail in clear"),
    /** The receiver of indicators takes the connection and hangs up. */
    INDICATORS_DOWN("the receiver of indicators hangs up without an answer"),
    /** The receiver of indicators refuses every month. */
    INDICATORS_REFUSED("the receiver of indicators refuses what it gets"),
    /** The receiver of indicators keeps what it gets, and hangs up instead of the receipt. */
    INDICATORS_TIMEOUT_AFTER_COMMIT("the receiver of indicators keeps what it gets and gives no receipt"),
    /** The CRL names {@code valide}. */
    VALIDE_REVOKED("the CRL names the leaf `valide`"),
    /** A good list on which the operator under test does not stand. */
    OWN_UNLISTED("our own entry is missing on the list, signature right"),
    /** A good list four times as long as the national one of 2025. */
    LIST_FOURFOLD("the national entries stand on the list four times, each time under other domains, signature right"),
    /** The directory takes the connection and hangs up without an answer: no search, no publication, no extraction. */
    ANNUAIRE_DOWN("the directory hangs up without an answer"),
    /** The directory refuses what structures carry, and takes what professionals carry. */
    ANNUAIRE_PARTIAL("the directory refuses mailboxes of structures, with a reason, and takes those of people"),
    /** The directory does what it is asked and never answers. */
    ANNUAIRE_TIMEOUT_AFTER_COMMIT("the directory keeps what it is told and never answers"),
    /** Pro Santé Connect takes the connection and hangs up. */
    PSC_DOWN("Pro Santé Connect hangs up without an answer"),
    /** Pro Santé Connect publishes its keys under other names than its tokens give. */
    PSC_WRONG_KID("Pro Santé Connect publishes its keys under other names (kid) than its tokens give"),
    /** Pro Santé Connect publishes strangers' keys under the names that its tokens give. */
    PSC_FOREIGN_KEY("Pro Santé Connect publishes strangers' keys under the names (kid) that its tokens give"),
    /** What Pro Santé Connect says of the person behind an access token is about somebody else. */
    PSC_OTHER_PERSON("Pro Santé Connect's userinfo is about somebody else than its tokens");

    private final String effect;

    Fault(String effect) {
        this.effect = effect;
    }

    /** The name on the command line and of the flag file, as {@code whitelist-unsigned}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One line that says what happens. */
    public String effect() {
        return effect;
    }

    /** Whether this fault makes a list that must not be taken as it is; {@link RangeWhiteList} can make it. */
    public boolean isListVariant() {
        return label().startsWith("whitelist-") && this != WHITELIST_DOWN && this != WHITELIST_ERROR;
    }

    /** Whether another list than usual is served: a bad one, or a good one with other entries. */
    boolean isListOfItsOwn() {
        return isListVariant() || this == OWN_UNLISTED || this == LIST_FOURFOLD;
    }

    /** All faults that are variants of the list. */
    public static List<Fault> listVariants() {
        return Stream.of(values()).filter(Fault::isListVariant).toList();
    }

    static Optional<Fault> byLabel(String label) {
        return Stream.of(values()).filter(fault -> fault.label().equals(label)).findFirst();
    }
}
