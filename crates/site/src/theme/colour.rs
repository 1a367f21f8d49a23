//! Colours: how they are written, and the contrast between them.

use std::fmt;
use std::str::FromStr;

/// A colour of sRGB, written as `#0b5d5b`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// White.
    pub(super) const WHITE: Self = Self::new(0xff, 0xff, 0xff);

    /// Black.
    pub(super) const BLACK: Self = Self::new(0, 0, 0);

    pub(crate) const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// The contrast between two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The brightness, from 0 to 1 (WCAG 2.2, "relative luminance").
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// A mix with that share of this colour and the rest of another.
    pub(super) fn mixed(self, share: f64, other: Self) -> Self {
        let mix = |one: u8, other: u8| {
            let mixed = f64::from(one) * share + f64::from(other) * (1.0 - share);
            mixed.round() as u8
        };
        Self::new(
            mix(self.red, other.red),
            mix(self.green, other.green),
            mix(self.blue, other.blue),
        )
    }

    /// The most similar colour of the same hue for which `will_do` is true, perhaps this colour
    /// itself. If no lightness will do, returns black or white, if one of them will.
    pub(super) fn nearest(self, will_do: impl Fn(Self) -> bool) -> Option<Self> {
        let [lightness, a, b] = self.oklab();
        let steps = (0..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
        let lighter_and_darker = steps.flat_map(|away| [lightness - away, lightness + away]);
        let within = lighter_and_darker.filter(|lightness| (0.0..=1.0).contains(lightness));
        let others = within.map(|lightness| Self::of_oklab([lightness, a, b]));
        std::iter::once(self)
            .chain(others)
            .chain([Self::BLACK, Self::WHITE])
            .find(|colour| will_do(*colour))
    }

    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.040_45 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    /// Lightness and two axes of hue, in perceptually uniform steps
    /// (<https://bottosson.github.io/posts/oklab/>).
    fn oklab(self) -> [f64; 3] {
        let roots = times(&TO_CONES, self.linear()).map(f64::cbrt);
        times(&FROM_ROOTS, roots)
    }

    fn of_oklab(lab: [f64; 3]) -> Self {
        let cones = times(&TO_ROOTS, lab).map(|root| root.powi(3));
        let [red, green, blue] = times(&FROM_CONES, cones).map(|channel| {
            let channel = channel.clamp(0.0, 1.0);
            let curved = if channel <= 0.003_130_8 {
                channel * 12.92
            } else {
                1.055 * channel.powf(1.0 / 2.4) - 0.055
            };
            (curved * 255.0).round() as u8
        });
        Self::new(red, green, blue)
    }
}

/// How many values of lightness are tried.
const STEPS: u16 = 500;

const TO_CONES: [[f64; 3]; 3] = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];
const FROM_ROOTS: [[f64; 3]; 3] = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];
const TO_ROOTS: [[f64; 3]; 3] = [
    [1.0, 0.396_337_777_4, 0.215_803_757_3],
    [1.0, -0.105_561_345_8, -0.063_854_172_8],
    [1.0, -0.089_484_177_5, -1.291_485_548_0],
];
const FROM_CONES: [[f64; 3]; 3] = [
    [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
    [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
    [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0],
];

fn times(matrix: &[[f64; 3]; 3], [x, y, z]: [f64; 3]) -> [f64; 3] {
    matrix.map(|[a, b, c]| a * x + b * y + c * z)
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.is_ascii());
        let channel = |from: usize| u8::from_str_radix(digits?.get(from..from + 2)?, 16).ok();
        match (channel(0), channel(2), channel(4)) {
            (Some(red), Some(green), Some(blue)) => Ok(Self::new(red, green, blue)),
            _ => Err(format!("\"{text}\" is no colour: write it as #0b5d5b")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colour() -> impl Strategy<Value = Colour> {
        any::<[u8; 3]>().prop_map(|[red, green, blue]| Colour::new(red, green, blue))
    }

    #[test]
    fn contrasts_are_those_that_others_measure() {
        let black = Colour::new(0, 0, 0);
        assert!((black.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        // The greys that just reach the limits on white, by common contrast checkers.
        let grey = |text: &str| text.parse::<Colour>().unwrap().contrast(Colour::WHITE);
        assert!(grey("#767676") >= 4.5 && grey("#777777") < 4.5);
        assert!(grey("#949494") >= 3.0 && grey("#959595") < 3.0);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(colour in colour()) {
            prop_assert_eq!(colour.to_string().parse(), Ok(colour));
        }

        #[test]
        fn oklab_leads_back(colour in colour()) {
            prop_assert_eq!(Colour::of_oklab(colour.oklab()), colour);
        }

        #[test]
        fn on_white_and_on_black_something_is_always_readable(colour in colour()) {
            for ground in [Colour::WHITE, Colour::new(0, 0, 0)] {
                let is_readable = |colour: Colour| colour.contrast(ground) >= 4.5;
                let readable = colour.nearest(is_readable).expect("black or white is");
                prop_assert!(readable.contrast(ground) >= 4.5);
                prop_assert_eq!(readable == colour, colour.contrast(ground) >= 4.5);
            }
        }
    }
}
