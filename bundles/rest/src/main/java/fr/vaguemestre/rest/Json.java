package fr.vaguemestre.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How JSON is read and written: strictly. Unknown fields, texts for numbers, numbers for enums and anything behind the end
 * are refused; an absent {@code Optional} is written as {@code null}; times are ISO-8601 in UTC.
 */
final class Json {
    private static final int LONGEST_TEXT = 48 * 1024 * 1024;

    private Json() {}

    /** A mapper with these rules. */
    static ObjectMapper mapper() {
        // Attachments come as one text each; the size of the whole body is bounded before it is read.
        var factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(LONGEST_TEXT)
                        .build())
                .build();
        var mapper = JsonMapper.builder(factory)
                .addModules(new Jdk8Module(), new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        mapper.setAnnotationIntrospector(AnnotationIntrospectorPair.pair(
                mapper.getDeserializationConfig().getAnnotationIntrospector(), new NeededComponents()));
        return mapper;
    }

    /** Refuses null and absence for the components of records that do not allow it; an absent collection is empty. */
    private static final class NeededComponents extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            if (annotated instanceof AnnotatedParameter parameter
                    && parameter.getDeclaringClass().isRecord()) {
                RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
                if (parameter.getOwner().getParameterCount() == components.length) {
                    return JsonSetter.Value.construct(nulls(components[parameter.getIndex()]), Nulls.FAIL);
                }
            }
            return JsonSetter.Value.empty();
        }

        private static Nulls nulls(RecordComponent component) {
            Class<?> type = component.getType();
            if (type.isPrimitive() || type == Optional.class || isNullable(component.getAnnotatedType())) {
                return Nulls.DEFAULT;
            }
            boolean several = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
            return several ? Nulls.AS_EMPTY : Nulls.FAIL;
        }

        private static boolean isNullable(AnnotatedType type) {
            return type.isAnnotationPresent(Nullable.class);
        }
    }
}
