#include "CAssets.h"

// #embed is C23; clang takes it in earlier C as well, with this warning. The compiler lists
// the embedded files as dependencies, so a changed file is compiled in again.
#pragma clang diagnostic ignored "-Wc23-extensions"

// A new file takes two entries, its bytes here and its row in the table below, both in the
// order of paths. A test fails while a file of these folders is missing from the table.

static const unsigned char migrations_0001_journal[] = {
#embed "../../Migrations/0001_journal.sql"
};

static const unsigned char migrations_0002_areas[] = {
#embed "../../Migrations/0002_areas.sql"
};

static const unsigned char migrations_0003_unit_changes[] = {
#embed "../../Migrations/0003_unit_changes.sql"
};

static const unsigned char migrations_0004_workflow[] = {
#embed "../../Migrations/0004_workflow.sql"
};

static const unsigned char migrations_0005_audit[] = {
#embed "../../Migrations/0005_audit.sql"
};

static const unsigned char migrations_0006_people[] = {
#embed "../../Migrations/0006_people.sql"
};

static const unsigned char migrations_0007_checkpoint[] = {
#embed "../../Migrations/0007_checkpoint.sql"
};

static const unsigned char public_drafts_js[] = {
#embed "../../Public/drafts.js"
};

static const unsigned char public_entry_js[] = {
#embed "../../Public/entry.js"
};

static const unsigned char public_figures_css[] = {
#embed "../../Public/figures.css"
};

static const unsigned char public_form_css[] = {
#embed "../../Public/form.css"
};

static const unsigned char public_form_js[] = {
#embed "../../Public/form.js"
};

static const unsigned char public_home_js[] = {
#embed "../../Public/home.js"
};

static const unsigned char public_icon[] = {
#embed "../../Public/icon.svg"
};

static const unsigned char public_keys_js[] = {
#embed "../../Public/keys.js"
};

static const unsigned char public_mebe_css[] = {
#embed "../../Public/mebe.css"
};

static const unsigned char public_outbox_js[] = {
#embed "../../Public/outbox.js"
};

static const unsigned char public_page_js[] = {
#embed "../../Public/page.js"
};

static const unsigned char public_paper_css[] = {
#embed "../../Public/paper.css"
};

static const unsigned char public_robots[] = {
#embed "../../Public/robots.txt"
};

static const unsigned char public_rules_js[] = {
#embed "../../Public/rules.js"
};

static const unsigned char public_store_js[] = {
#embed "../../Public/store.js"
};

static const unsigned char public_sw_js[] = {
#embed "../../Public/sw.js"
};

static const unsigned char seed_bac_quang_2023[] = {
#embed "seed/bac_quang_2023.csv"
};

static const unsigned char seed_catalogue[] = {
#embed "seed/catalogue.json"
};

static const unsigned char seed_org_units[] = {
#embed "seed/org_units.csv"
};

static const unsigned char seed_successions[] = {
#embed "seed/successions.csv"
};

#define ASSET(path, bytes) {path, bytes, sizeof bytes}

static const struct {
    const char *path;
    const unsigned char *bytes;
    size_t length;
} assets[] = {
    ASSET("Migrations/0001_journal.sql", migrations_0001_journal),
    ASSET("Migrations/0002_areas.sql", migrations_0002_areas),
    ASSET("Migrations/0003_unit_changes.sql", migrations_0003_unit_changes),
    ASSET("Migrations/0004_workflow.sql", migrations_0004_workflow),
    ASSET("Migrations/0005_audit.sql", migrations_0005_audit),
    ASSET("Migrations/0006_people.sql", migrations_0006_people),
    ASSET("Migrations/0007_checkpoint.sql", migrations_0007_checkpoint),
    ASSET("Public/drafts.js", public_drafts_js),
    ASSET("Public/entry.js", public_entry_js),
    ASSET("Public/figures.css", public_figures_css),
    ASSET("Public/form.css", public_form_css),
    ASSET("Public/form.js", public_form_js),
    ASSET("Public/home.js", public_home_js),
    ASSET("Public/icon.svg", public_icon),
    ASSET("Public/keys.js", public_keys_js),
    ASSET("Public/mebe.css", public_mebe_css),
    ASSET("Public/outbox.js", public_outbox_js),
    ASSET("Public/page.js", public_page_js),
    ASSET("Public/paper.css", public_paper_css),
    ASSET("Public/robots.txt", public_robots),
    ASSET("Public/rules.js", public_rules_js),
    ASSET("Public/store.js", public_store_js),
    ASSET("Public/sw.js", public_sw_js),
    ASSET("seed/bac_quang_2023.csv", seed_bac_quang_2023),
    ASSET("seed/catalogue.json", seed_catalogue),
    ASSET("seed/org_units.csv", seed_org_units),
    ASSET("seed/successions.csv", seed_successions),
};

size_t cassets_count(void) { return sizeof assets / sizeof assets[0]; }

const char *cassets_path(size_t index) {
    return index < cassets_count() ? assets[index].path : NULL;
}

const unsigned char *cassets_bytes(size_t index) {
    return index < cassets_count() ? assets[index].bytes : NULL;
}

size_t cassets_length(size_t index) {
    return index < cassets_count() ? assets[index].length : 0;
}
