package fr.vaguemestre.confiance;

import fr.vaguemestre.confiance.ListRefused.Why;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.XMLStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The enveloped signature of a white list (XMLDSig or XAdES-B), checked by the JDK in secure validation. */
final class ListSignature {
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    private static final String SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties";

    private static final Set<String> CANONICAL = Set.of(
            CanonicalizationMethod.EXCLUSIVE, CanonicalizationMethod.INCLUSIVE, "http://www.w3.org/2006/12/xml-c14n11");

    private static final Set<String> SIGNATURES = Set.of(
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
            "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
            "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512");

    private static final Set<String> DIGESTS = Set.of(
            "http://www.w3.org/2001/04/xmlenc#sha256",
            "http://www.w3.org/2001/04/xmldsig-more#sha384",
            "http://www.w3.org/2001/04/xmlenc#sha512");

    private final DOMValidateContext context;
    private final XMLSignature signature;
    private final List<X509Certificate> certificates;

    private ListSignature(DOMValidateContext context, XMLSignature signature, List<X509Certificate> certificates) {
        this.context = context;
        this.signature = signature;
        this.certificates = certificates;
    }

    /**
     * Reads the signature and checks that it covers the whole document and nothing else, by known algorithms; the
     * signature value itself is checked by {@link #verify}.
     */
    static ListSignature of(Document document) throws ListRefused {
        Element root = document.getDocumentElement();
        var all = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        if (all.getLength() == 0) {
            throw new ListRefused(Why.UNSIGNED, "the list bears no signature");
        }
        if (all.getLength() > 1 || !root.isSameNode(all.item(0).getParentNode())) {
            throw new ListRefused(Why.WRAPPING, "one signature is wanted, directly under the root element");
        }
        Element element = (Element) all.item(0);
        var context = new DOMValidateContext(new NoKey(), element);
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        String propertiesId = markSignedProperties(context, element);
        try {
            var signature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            checkAlgorithms(signature);
            checkReferences(signature, propertiesId);
            return new ListSignature(context, signature, certificates(signature));
        } catch (MarshalException unreadable) {
            throw new ListRefused(Why.MALFORMED, "unreadable signature: " + unreadable.getMessage(), unreadable);
        }
    }

    /** The one end certificate that came with the signature; not yet trusted. */
    X509Certificate signer() throws ListRefused {
        var leaves = certificates.stream()
                .filter(one -> one.getBasicConstraints() < 0)
                .toList();
        if (leaves.size() != 1) {
            throw new ListRefused(Why.UNTRUSTED_SIGNER, leaves.size() + " signer certificates in the signature");
        }
        return leaves.getFirst();
    }

    /** All certificates that came with the signature. */
    List<X509Certificate> offered() {
        return certificates;
    }

    /** Goes on only if that certificate's key made the signature over exactly this document. */
    void verify(X509Certificate signer) throws ListRefused {
        Key key = signer.getPublicKey();
        context.setKeySelector(javax.xml.crypto.KeySelector.singletonKeySelector(key));
        try {
            if (!signature.validate(context)) {
                throw new ListRefused(Why.ALTERED, "the signature does not match the list");
            }
        } catch (XMLSignatureException broken) {
            throw new ListRefused(Why.ALTERED, "the signature cannot be checked: " + broken.getMessage(), broken);
        }
    }

    private static void checkAlgorithms(XMLSignature signature) throws ListRefused {
        var info = signature.getSignedInfo();
        String method = info.getSignatureMethod().getAlgorithm();
        String canonical = info.getCanonicalizationMethod().getAlgorithm();
        if (!SIGNATURES.contains(method)) {
            throw new ListRefused(Why.WEAK_ALGORITHM, "signature method " + method);
        }
        if (!CANONICAL.contains(canonical)) {
            throw new ListRefused(Why.WEAK_ALGORITHM, "canonicalisation " + canonical);
        }
    }

    private static void checkReferences(XMLSignature signature, @Nullable String propertiesId) throws ListRefused {
        int documents = 0;
        int properties = 0;
        for (Reference reference : signature.getSignedInfo().getReferences()) {
            String digest = reference.getDigestMethod().getAlgorithm();
            if (!DIGESTS.contains(digest)) {
                throw new ListRefused(Why.WEAK_ALGORITHM, "digest " + digest);
            }
            if ("".equals(reference.getURI())) {
                documents++;
                checkTransforms(reference, true);
            } else if (propertiesId != null
                    && ("#" + propertiesId).equals(reference.getURI())
                    && SIGNED_PROPERTIES.equals(reference.getType())) {
                properties++;
                checkTransforms(reference, false);
            } else {
                throw new ListRefused(Why.WRAPPING, "the signature refers to " + reference.getURI());
            }
        }
        if (documents != 1 || properties > 1) {
            throw new ListRefused(Why.WRAPPING, "the signature does not cover the whole list once");
        }
    }

    private static void checkTransforms(Reference reference, boolean enveloped) throws ListRefused {
        int envelopes = 0;
        for (Transform transform : reference.getTransforms()) {
            String algorithm = transform.getAlgorithm();
            if (enveloped && algorithm.equals(Transform.ENVELOPED)) {
                envelopes++;
            } else if (!CANONICAL.contains(algorithm)) {
                throw new ListRefused(Why.WRAPPING, "transform " + algorithm);
            }
        }
        if (enveloped && envelopes != 1) {
            throw new ListRefused(Why.WRAPPING, "the signature is not an enveloped one");
        }
    }

    private static List<X509Certificate> certificates(XMLSignature signature) {
        var found = new ArrayList<X509Certificate>();
        if (signature.getKeyInfo() != null) {
            for (XMLStructure part : signature.getKeyInfo().getContent()) {
                if (part instanceof X509Data data) {
                    for (Object inside : data.getContent()) {
                        if (inside instanceof X509Certificate certificate) {
                            found.add(certificate);
                        }
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    /** Lets the second reference of XAdES find {@code Signature/Object/QualifyingProperties/SignedProperties}. */
    private static @Nullable String markSignedProperties(DOMValidateContext context, Element signature) {
        var found = signature.getElementsByTagNameNS(XADES, "SignedProperties");
        if (found.getLength() != 1
                || !(found.item(0) instanceof Element properties)
                || !properties.hasAttribute("Id")) {
            return null;
        }
        Node qualifying = properties.getParentNode();
        Node object = qualifying == null ? null : qualifying.getParentNode();
        if (object == null || !signature.isSameNode(object.getParentNode())) {
            return null;
        }
        context.setIdAttributeNS(properties, null, "Id");
        return properties.getAttribute("Id");
    }

    /** Until the signer is trusted no key is chosen. */
    private static final class NoKey extends javax.xml.crypto.KeySelector {
        @Override
        public javax.xml.crypto.KeySelectorResult select(
                javax.xml.crypto.dsig.keyinfo.@Nullable KeyInfo keyInfo,
                Purpose purpose,
                javax.xml.crypto.AlgorithmMethod method,
                javax.xml.crypto.XMLCryptoContext context)
                throws javax.xml.crypto.KeySelectorException {
            throw new javax.xml.crypto.KeySelectorException("the signer is not trusted yet");
        }
    }
}
