package fr.vaguemestre.mutant.cli;

import java.sql.Connection;
import org.jspecify.annotations.Nullable;

final class SqlCommand {
    @Nullable
    Connection connection;
}
