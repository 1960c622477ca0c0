const double anchors_of_a_map = 10800;

const double share_of_objects = 0.005;

const double small_objects = 0.0625;
