"""Seeds that found a bug of the site's, each with what it was. They are played in every test run."""

FOUND = {
    12: "a refund that was on its way was told to the host as missing from the ledger",
    14: "an intent was cancelled before its answer came, and the repeated answer was taken for how it stands",
    16: "Stripe's own failure, which it repeats for a day, kept a guest from paying all that day",
    22: "a refund that Stripe made before it failed was not found until the day after",
    26: "an intent whose answer was lost was made again at a new amount, and the first stayed open for ever",
}
