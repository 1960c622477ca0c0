// Predict, then run. A network of two convolutions of 3 x 3 with stride 2 scores every fourth
// place of an image. The image changes, and each new score is compared with the old one of the
// place that shows the same. Away from the border, do the scores "follow" or "differ"?

// The image moves by four pixels, a whole place:
const char* const moved_by_a_place = "";

// It moves by two pixels, half a place:
const char* const moved_by_half_a_place = "";

// It becomes twice as large, each pixel a square of four:
const char* const twice_as_large = "";
