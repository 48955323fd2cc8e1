package fr.vaguemestre.confiance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads XML from strangers: the JDK's own parser, no document type, no entity, nothing fetched. */
final class SafeXml {
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private SafeXml() {}

    static Document parse(byte[] bytes) throws ListRefused {
        try {
            // Not newDefaultNSInstance: Karaf replaces this class with an older one.
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCTYPE, true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return builder.parse(new ByteArrayInputStream(bytes));
        } catch (SAXException refused) {
            String message = String.valueOf(refused.getMessage());
            throw new ListRefused(
                    message.contains("DOCTYPE") ? ListRefused.Why.DOCTYPE : ListRefused.Why.MALFORMED,
                    message,
                    refused);
        } catch (IOException badBytes) {
            throw new ListRefused(ListRefused.Why.MALFORMED, String.valueOf(badBytes.getMessage()), badBytes);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Throws what the default handler would print. */
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException harmless) {}

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
