package fr.vaguemestre.range;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLObject;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Signs XML (XMLDSig of the JDK, exclusive C14N, SHA-256); the text around the signature keeps its bytes. */
final class XmlSigner {
    private final XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    private final RangeIdentity signer;

    XmlSigner(RangeIdentity signer) {
        this.signer = signer;
    }

    /** The text with an enveloped signature, as the last child of its root element, over all of it. */
    String envelop(String text) throws GeneralSecurityException {
        return attempt(() -> splice(text, sign(parse(text), "", List.of(Transform.ENVELOPED), List.of())));
    }

    /** The text, itself unsigned, with a signature that is right, but covers {@code genuine}, kept inside it. */
    String wrap(String text, String genuine) throws GeneralSecurityException {
        return attempt(() -> {
            Document document = parse(text);
            Node aside = document.importNode(parse(genuine).getDocumentElement(), true);
            var object = factory.newXMLObject(List.of(new DOMStructure(aside)), "liste", null, null);
            return splice(text, sign(document, "#liste", List.of(), List.of(object)));
        });
    }

    private Node sign(Document document, String uri, List<String> before, List<XMLObject> objects)
            throws GeneralSecurityException, MarshalException, XMLSignatureException {
        var transforms = new ArrayList<Transform>();
        for (String algorithm : before) {
            transforms.add(factory.newTransform(algorithm, (TransformParameterSpec) null));
        }
        transforms.add(factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null));
        var reference =
                factory.newReference(uri, factory.newDigestMethod(DigestMethod.SHA256, null), transforms, null, null);
        boolean rsa = signer.key().getAlgorithm().equals("RSA");
        var signedInfo = factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(rsa ? SignatureMethod.RSA_SHA256 : SignatureMethod.ECDSA_SHA256, null),
                List.of(reference));
        var context = new DOMSignContext(signer.key(), document.getDocumentElement());
        context.setDefaultNamespacePrefix("ds");
        factory.newXMLSignature(signedInfo, keyInfo(), objects, null, null).sign(context);
        return document.getDocumentElement().getLastChild();
    }

    private KeyInfo keyInfo() {
        var keys = factory.getKeyInfoFactory();
        return keys.newKeyInfo(List.of(keys.newX509Data(signer.chain())));
    }

    private static String splice(String text, Node signature) throws TransformerException {
        var factory = TransformerFactory.newInstance();
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
        var serializer = factory.newTransformer();
        serializer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        var out = new StringWriter();
        serializer.transform(new DOMSource(signature), new StreamResult(out));
        int end = text.lastIndexOf("</");
        // The JDK breaks base64 lines with CR LF; the CR would be written as a character reference.
        return text.substring(0, end) + out.toString().replace("&#13;", "") + text.substring(end);
    }

    static Document parse(String text) throws ParserConfigurationException, SAXException, IOException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private interface Work {
        String run()
                throws GeneralSecurityException, MarshalException, XMLSignatureException, TransformerException,
                        ParserConfigurationException, SAXException, IOException;
    }

    private static String attempt(Work work) throws GeneralSecurityException {
        try {
            return work.run();
        } catch (MarshalException
                | XMLSignatureException
                | TransformerException
                | ParserConfigurationException
                | SAXException
                | IOException cannotSign) {
            throw new GeneralSecurityException("cannot sign the list", cannotSign);
        }
    }
}
