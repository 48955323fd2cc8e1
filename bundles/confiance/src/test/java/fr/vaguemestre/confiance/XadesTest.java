package fr.vaguemestre.confiance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.range.RangeLeaf;
import java.io.StringWriter;
import java.util.List;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** XAdES-B is XMLDSig with a second reference to SignedProperties. */
class XadesTest {
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    private static final String PROPERTIES = "http://uri.etsi.org/01903#SignedProperties";

    private final XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
    private TestSpace space;

    @BeforeEach
    void open() throws Exception {
        space = new TestSpace();
    }

    @AfterEach
    void close() {
        space.close();
    }

    @Test
    @Tag("OP-21")
    void aSignatureWithSignedPropertiesIsTaken() throws Exception {
        assertThat(verify(signed("", PROPERTIES)).domains()).containsKey("valide.mssante.test");
    }

    @Test
    void alteredPropertiesAreRefused() throws Exception {
        assertThatThrownBy(() -> verify(signed("", PROPERTIES).replace("2026-11-22T09:00:00Z", "2026-11-22T09:00:01Z")))
                .hasMessageStartingWith("altered");
    }

    @Test
    void aSecondReferenceToAnythingElseIsRefused() throws Exception {
        assertThatThrownBy(() -> verify(signed("", "http://example.test/other")))
                .hasMessageStartingWith("wrapping");
    }

    @Test
    void aSignatureOverThePropertiesAloneIsRefused() throws Exception {
        assertThatThrownBy(() -> verify(signed("#properties", PROPERTIES))).hasMessageStartingWith("wrapping");
    }

    private WhiteList verify(String list) throws Exception {
        return space.verifier().fresh(list.getBytes(UTF_8), space.inForce(), space.clock.instant());
    }

    private String signed(String firstReference, String type) throws Exception {
        Document document =
                SafeXml.parse(space.lists.unsigned(space.clock.instant()).getBytes(UTF_8));
        var identity = space.range.identity(RangeLeaf.LISTE_BLANCHE);
        var context = new DOMSignContext(identity.key(), document.getDocumentElement());
        Element properties = document.createElementNS(XADES, "xades:SignedProperties");
        properties.setAttribute("Id", "properties");
        properties
                .appendChild(document.createElementNS(XADES, "xades:SigningTime"))
                .setTextContent("2026-11-22T09:00:00Z");
        Element qualifying = document.createElementNS(XADES, "xades:QualifyingProperties");
        qualifying.appendChild(properties);
        context.setIdAttributeNS(properties, null, "Id");
        var object = factory.newXMLObject(List.of(new DOMStructure(qualifying)), null, null, null);
        var keys = factory.getKeyInfoFactory();
        var info = factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
                List.of(reference(firstReference, null), reference("#properties", type)));
        factory.newXMLSignature(
                        info, keys.newKeyInfo(List.of(keys.newX509Data(identity.chain()))), List.of(object), null, null)
                .sign(context);
        assertThat(document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature")
                        .getLength())
                .isEqualTo(1);
        var out = new StringWriter();
        TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(out));
        return out.toString();
    }

    private Reference reference(String uri, @org.jspecify.annotations.Nullable String type) throws Exception {
        var canonical = factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null);
        var transforms = uri.isEmpty()
                ? List.of(factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null), canonical)
                : List.of(canonical);
        return factory.newReference(uri, factory.newDigestMethod(DigestMethod.SHA256, null), transforms, type, null);
    }
}
