package fr.vaguemestre.ui.server;

import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.registry.Views;

/**
 * What the console is made of.
 *
 * @param services what other bundles do for it
 * @param views the pages that it shows
 * @param news what open pages listen to
 */
public record Parts(Services services, Views views, News news) {}
