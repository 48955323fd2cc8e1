package fr.vaguemestre.mutant.cli;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

final class SourceCommand {
    @Nullable
    DataSource source;
}
