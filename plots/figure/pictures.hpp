/**
 * @file
 * Pictures in grids: colour images, filters, feature maps, with boxes, masks and label maps
 * over them.
 */
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "figure/data.hpp"
#include "figure/panel.hpp"
#include "figure/program.hpp"

namespace figure {

/**
 * A box over a picture, in its pixels: 0, 0 is the upper left corner of the upper left pixel.
 */
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
  std::string label = {};  ///< above it; empty for none
  double score =
      std::numeric_limits<double>::quiet_NaN();  ///< behind the label, if it is a number
  int colour = 0;                                ///< number of its colour
  bool dashed = false;                           ///< a true box beside a predicted one, say
};

/** A picture: one channel, or red, green and blue one after the other, each row by row from
 * above. */
struct Picture {
  std::string name;  ///< under it; long names take several lines
  std::size_t width = 0, height = 0, channels = 1;
  Column values;                ///< channels x height x width
  std::vector<Box> boxes = {};  ///< over it
};

/** Pictures that a program wrote by `Report::pictures`. @param file the CSV file @return the
 * pictures
 * @throws std::runtime_error if a row is none */
std::vector<Picture> read_pictures(const std::filesystem::path& file);

/** Pictures with boxes that a program wrote by `add_pictures` (program/detections.hpp): true
 * boxes are dashed, found ones have their class and score. @param results the chapter's @param
 * name of the pictures @return them, with boxes
 * @throws std::runtime_error if a row is none */
std::vector<Picture> pictures_with_boxes(const Folder& results, const std::string& name);

/** How numbers become colours. */
enum class Shade {
  image,  ///< 0 is black and 1 is white, or colours: what is outside is clipped
  grey,   ///< one channel from its least to its most
  sign    ///< zero is light, above it blue, below it red-orange: filters, differences
};

/** How pictures stand in a grid. */
struct Grid {
  Shade shade = Shade::grey;
  std::size_t columns = 0;  ///< side by side; 0: as many as fit, at most 6
  bool alike = false;       ///< whether all share one scale, or each has its own
  std::string title = {};   ///< above all; empty for none
  int width = 480;          ///< of the panel, in pixels
};

/** Pictures in a grid, each pixel sharp, enlarged alike. @param pictures at least one @param
 * grid how they stand
 * @return the panel */
Panel pictures(const std::vector<Picture>& pictures, const Grid& grid = {});

/** A picture with a mask over it. @param picture from 0 to 1 @param mask 0 ... 1 a pixel @param
 * colour_number of the mask
 * @param opacity of the mask where it is 1 @return a colour picture */
Picture with_mask(const Picture& picture, const Column& mask, int colour_number,
                  double opacity = 0.55);

/**
 * A picture with the class of every pixel over it.
 * @param picture from 0 to 1 @param classes a class a pixel @param ignored a class that stays
 * the picture
 * @param opacity of the classes; 1 for a label map alone
 * @return a colour picture
 */
Picture with_labels(const Picture& picture, const Column& classes, double ignored = -1,
                    double opacity = 0.55);

/** A key of coloured areas, for masks, label maps and regions. @param names of classes 0, 1,
 * ... @return a panel to add to another */
Panel legend(const std::vector<std::string>& names);

/**
 * A table of numbers as coloured cells with the numbers in them: a confusion matrix, a grid of
 * settings.
 * @param axes x and y say what columns and rows are
 * @param rows names from above @param columns names from the left; if one is too long to lie
 * there, the columns are numbered and the names of the rows too
 * @param values rows x columns, row by row
 * @param format of a number, as fmt writes it, or `{:.1%}`
 * @return the panel
 */
Panel matrix(const Axes& axes, const std::vector<std::string>& rows,
             const std::vector<std::string>& columns, const Column& values,
             const std::string& format = "{:.0f}");

/**
 * A confusion matrix: rows are what examples are, columns what they were taken for.
 * @param data a column `is` with the classes' names, and a column for each class, by its name
 * @return the panel
 */
Panel confusion(const Data& data);

}  // namespace figure
