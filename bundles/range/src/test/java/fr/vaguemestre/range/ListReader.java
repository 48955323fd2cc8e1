package fr.vaguemestre.range;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads and judges a list as the trust space must, with nothing but the JDK. */
final class ListReader {
    private ListReader() {}

    static Document parse(byte[] list, boolean doctypeAllowed) throws SAXException, IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", !doctypeAllowed);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(list));
        } catch (ParserConfigurationException ofTheJdk) {
            throw new IllegalStateException(ofTheJdk);
        }
    }

    /** What the signature says, whoever made it and whatever it covers. */
    record Verdict(boolean valid, List<String> references, List<X509Certificate> signer) {}

    static Verdict verdict(Document list) throws GeneralSecurityException {
        var signatures = list.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
        if (signatures.getLength() != 1) {
            throw new SignatureException(signatures.getLength() + " signatures");
        }
        try {
            var factory = XMLSignatureFactory.getInstance("DOM");
            var selector = new FirstCertificate();
            var context = new DOMValidateContext(selector, signatures.item(0));
            context.setProperty("org.jcp.xml.dsig.secureValidation", true);
            var signature = factory.unmarshalXMLSignature(context);
            boolean valid = signature.validate(context);
            var references = signature.getSignedInfo().getReferences().stream()
                    .map(Reference::getURI)
                    .toList();
            return new Verdict(valid, references, selector.chain);
        } catch (MarshalException | XMLSignatureException broken) {
            throw new GeneralSecurityException(broken);
        }
    }

    /** Takes the key of the first certificate beside the signature, trusting nobody yet. */
    private static final class FirstCertificate extends KeySelector {
        final List<X509Certificate> chain = new ArrayList<>();

        @Override
        public KeySelectorResult select(
                KeyInfo keys, Purpose purpose, AlgorithmMethod method, XMLCryptoContext context) {
            for (Object data : keys.getContent()) {
                if (data instanceof X509Data certificates) {
                    for (Object content : certificates.getContent()) {
                        if (content instanceof X509Certificate certificate) {
                            chain.add(certificate);
                        }
                    }
                }
            }
            return () -> chain.getFirst().getPublicKey();
        }
    }

    /** All the checks of the trust space; the message of the exception names the one that failed. */
    static void check(byte[] list, Instant lastAccepted) throws GeneralSecurityException, IOException, SAXException {
        Document document = parse(list, false);
        Verdict verdict = verdict(document);
        var refusal = Practice.refusal(
                verdict.signer,
                List.of(Practice.igc().rootCrl(), Practice.igc().orgCrl()),
                Date.from(Clock.systemUTC().instant()));
        if (refusal.isPresent()) {
            throw new SignatureException("signer " + refusal.get());
        }
        String signer = verdict.signer.getFirst().getSubjectX500Principal().getName();
        if (!signer.equals(RangeLeaf.LISTE_BLANCHE.subject(Practice.SUFFIX))) {
            throw new SignatureException("signed by " + signer);
        }
        if (!verdict.references.equals(List.of(""))) {
            throw new SignatureException("covers " + verdict.references);
        }
        if (!verdict.valid) {
            throw new SignatureException("not valid");
        }
        if (date(document).isBefore(lastAccepted)) {
            throw new SignatureException("older than the last");
        }
    }

    static Instant date(Document list) {
        return Instant.parse(list.getElementsByTagNameNS(RangeWhiteList.NAMESPACE, "DateDeGeneration")
                .item(0)
                .getTextContent());
    }

    static List<RangeWhiteList.Entry> entries(Document list) {
        var entries = new ArrayList<RangeWhiteList.Entry>();
        var found = list.getElementsByTagNameNS(RangeWhiteList.NAMESPACE, "Domaine");
        for (int i = 0; i < found.getLength(); i++) {
            if (found.item(i) instanceof Element entry) {
                entries.add(new RangeWhiteList.Entry(
                        text(entry, "Nom"), text(entry, "Description"), text(entry, "DNCertificatOperateur")));
            }
        }
        return entries;
    }

    private static String text(Element entry, String name) {
        return entry.getElementsByTagNameNS(RangeWhiteList.NAMESPACE, name)
                .item(0)
                .getTextContent();
    }
}
